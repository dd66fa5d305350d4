"""What each mail program's HTML says of itself: which part is quoted, and which is a signature.

Nothing is decided here. What is quoted becomes a quote, what introduces it gets a mark, and the
rest is left to `lines`, so that answers below and between quotes are found in the same way.
"""

import re
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from core.replies.lines import CERTAIN, FROM_HERE, MARKS
from core.replies.recognising import is_introduction, is_original, may_introduce, plain

MAX_SIGNS = 1_500_000
MAX_TAGS = 20_000
MAX_DEPTH = 150

_HIDDEN = re.compile(r"<(?:(!--|[!?])|(style|script|head)\b[^<>]{0,500}>)", re.IGNORECASE)
_ENDS = {
    "!--": re.compile("-->"),
    "!": re.compile(">"),
    "?": re.compile(">"),
    **{name: re.compile(f"</{name}\\s*>", re.IGNORECASE) for name in ("style", "script", "head")},
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_VOID = "area base br col embed hr img input link meta param source wbr o:p"
_UNNESTED = frozenset(_VOID.split())

_NOISE = "title, meta, link, template, noscript, object, form input"

QUOTES = (
    "blockquote[type=cite]",
    "div.yahoo_quoted, div[id^=yahoo_quoted], blockquote.yahoo_quoted",
    ".protonmail_quote",
    ".tutanota_quote",
    ".skiff_quote",
    ".zmail_extra, blockquote[id=blockquote_zmail], blockquote.zmail_quote",
    "[data-marker=__QUOTED_TEXT__]",
    "[name=messageReplySection]",
    "#mail-editor-reference-message-container",
    "#OLK_SRC_BODY_SECTION",
    "#isReplyContent, #isForwardContent, blockquote#isReplyContent",
    "includetail",
    "#ntes-pcmac-signature ~ blockquote, blockquote[id^=isReplyContent]",
    "blockquote[name=quote], div[name=quote], div.quote[style*=border-left]",
    "#cm_replymail_content_wrap",
    ".front-blockquote, .front_quote, blockquote[type=quote]",
    ".cm_quote, .cloudmagic_quote, [id^=cloudmagic-smart-beacon] ~ blockquote",
    ".hey_quoted, .trix-content > blockquote.quoted, details.quoted",
    ".sh-color-black.gmail_quote",
    "#qt, blockquote#qt, #reply-intro ~ blockquote",
    ".bloop_original_html",
    ".airmail_on ~ blockquote, blockquote.clean_bq",
    ".unibox-quote, .mailbird_quote, .em_quote, blockquote.mb_quote",
    ".quoted-text, .moz-forward-container-quoted",
    "blockquote[data-type=cite], blockquote.iosymail, blockquote.crisp_quote",
    ".k9mail-quote, blockquote.ymail_quote",
    "#orcamail_quote, blockquote.wordwrap[cite]",
    "blockquote[cite^='mid:']",
)

INTRODUCTIONS = (
    ".gmail_attr",
    ".moz-cite-prefix",
    ".moz-email-headers-table",
    "#reply-intro",
    ".airmail_on, .bloop_markdown + .bloop_on",
    "#divRplyFwdMsg, [id^=x_divRplyFwdMsg]",
    ".yahoo-quoted-begin",
    ".front-quote-header",
    ".hey_reply_header",
    ".iosymail_header",
    ".replyHeader, .reply_header",
)

FROM_HERE_ON = (
    "#appendonsend",
    "#divRplyFwdMsg",
    "hr[data-marker=__DIVIDER__], hr#zwchr",
    "#stopSpelling",
    "#zwchr",
    "#lineBreakAtBeginningOfMessage ~ #appendonsend",
)

SIGNATURES = (
    ".gmail_signature, [data-smartmail=gmail_signature]",
    ".moz-signature",
    "#AppleMailSignature, #iCloudMailSignature",
    ".protonmail_signature_block",
    "#ms-outlook-mobile-signature, [id^=ms-outlook-mobile-signature]",
    "#Signature, #signature, [id^=x_Signature]",
    "#composer_signature",
    ".ymail_android_signature, #ymail_android_signature, #yMail_cursorElementTracker ~ .sig",
    "[name=messageSignatureSection]",
    "[data-marker=__SIG_PRE__], [data-marker=__SIG_POST__]",
    ".front-signature",
    ".signature, .sh-signature, .superhuman_signature",
    "#cloudmagic-smart-beacon, .cm_signature",
    "#ntes-pcmac-signature, .ntes-signature, #foxmail_signature",
    ".foxmail_signature, tincludetail sign, sign",
    ".mail_signature, .mailbird_signature, .tutanota_signature",
    "#sig, #bloop_sign, [id^=bloop_sign], .bloop_sign",
    ".hey_signature",
    ".k9mail-signature",
)

_BLOCKS = ("div", "p", "blockquote", "ul", "ol", "table")
_BORDER_TOP = re.compile(r"border(?:-top)?\s*:\s*[^;]*solid", re.IGNORECASE)
_BORDER_LEFT = re.compile(
    r"border-left\s*:|padding-left:\s*1ex|border-width:[^;]*\b1px$", re.IGNORECASE
)


def is_bearable(html: str) -> bool:
    """Whether the HTML is of a size, and so nested, that a person or a mail program wrote it.

    Tags are opened and closed as the parser does it: a `p` that is never closed holds the next.
    """
    if len(html) > MAX_SIGNS:
        return False
    tags = 0
    opened: list[str] = []
    times: Counter[str] = Counter()
    for match in _TAG.finditer(html):
        tags += 1
        name = match[2].lower()
        if tags > MAX_TAGS:
            return False
        if name in _UNNESTED:
            continue
        if not match[1]:
            opened.append(name)
            times[name] += 1
            if len(opened) > MAX_DEPTH:
                return False
        elif times[name]:
            while (closed := opened.pop()) != name:
                times[closed] -= 1
            times[name] -= 1
    return True


def without_hidden(html: str) -> str:
    """Without comments, declarations, scripts and styles; of one that never ends, all is kept.

    The parser would seek the end of each from where it begins to the last sign, and would take all
    that follows a head left open for the head.
    """
    kept = []
    at, unclosed = 0, set()
    for match in _HIDDEN.finditer(html):
        if match.start() < at:
            continue
        shown = html[at : match.start()]
        kept.append(f"{shown} " if shown.endswith("<") else shown)  # no comment comes of two halves
        at, name = match.end(), (match[1] or match[2]).lower()
        if name not in unclosed:
            end = _ENDS[name].search(html, at)
            if end is None:
                unclosed.add(name)
            else:
                at = end.end()
    return "".join([*kept, html[at:]])


def read(html: str) -> Tag:
    """The HTML with its quotes as `blockquote`, introductions marked, and signatures in `del`."""
    soup = BeautifulSoup(MARKS.sub("", html), "html.parser")
    for noise in soup.select(_NOISE):
        empty(noise)
    root = soup.body or soup
    _drop_hidden(root)
    _mark_by_hand(root)
    _quote(soup, root)
    _introduce(root)
    _mark_from_here(soup, root)
    _mark_signatures(root)
    return root


def _drop_hidden(root: Tag) -> None:
    for each in root.select("[style*='display:none'], [style*='display: none']"):
        if each.name != "blockquote":
            empty(each)
    for each in root.select("img[width='1'], img[height='1'], img[width='0']"):
        empty(each)


def empty(element: Tag) -> None:
    """Leave nothing of it to be read.

    To take it out, it would be sought among its siblings, and of many that costs their square.
    """
    element.clear()
    element.name, element.attrs = "span", {}


def _mark_by_hand(root: Tag) -> None:
    """A quote that no program names is the writer's own, unless a line introduces it."""
    for quote in root.find_all("blockquote"):
        if quote.find_parent("blockquote") is None and not _is_a_programs(quote):
            quote["data-by-hand"] = "1"


def _is_a_programs(quote: Tag) -> bool:
    if quote.find_parent(class_=_CONTAINERS) is not None:
        return True
    is_gmails = quote.get("class") == ["gmail_quote"]  # its button for quotes says so too
    if not is_gmails and any(quote.has_attr(name) for name in ("type", "class", "cite", "id")):
        return True
    first = next(quote.stripped_strings, "")
    if is_original(plain(first)):
        return True
    above, within = _text_above(quote), plain(" ".join(quote.get_text(" ")[:400].split()))
    introduces = [above[-size:] for size in (80, 160, 300)] + [
        within[: at.end()] for at in re.finditer("[:：]", within)
    ]
    return bool(above and may_introduce(above[-200:])) or any(
        is_introduction([text]) for text in introduces if text
    )


_CONTAINERS = re.compile("gmail_quote|gmail_extra|yahoo_quoted|protonmail_quote|zmail_extra")


def _text_above(element: Tag) -> str:
    text = ""
    for seen, each in enumerate(element.previous_elements):
        if isinstance(each, NavigableString):
            text = str(each) + text
        elif (
            isinstance(each, Tag) and text.strip() and each.name in ("p", "div", "br", "blockquote")
        ):
            break
        if len(text.strip()) > 300 or seen > 40:
            break
    return plain(" ".join(text.split()))


def _quote(soup: BeautifulSoup, root: Tag) -> None:
    for each in root.select(", ".join(QUOTES)):
        if each.name == "blockquote" or each.find_parent(
            "blockquote", attrs={"data-by-hand": False}
        ):
            continue
        quote = each.find("blockquote")
        if isinstance(quote, Tag) and _is_headed(each, quote):
            _mark_texts_before(quote)  # what stands below the quote may be an answer
        else:
            each.wrap(soup.new_tag("blockquote"))


def _is_headed(container: Tag, quote: Tag) -> bool:
    """Whether in the container only an introduction stands above its quote."""
    said = ""
    for each in container.descendants:
        if each is quote:
            break
        if isinstance(each, NavigableString):
            said += str(each)
        if len(said) > 1_500:
            return False
    said = " ".join(said.split())
    return len(said) < 400 and (
        not said or said.endswith((":", "：")) or may_introduce(said[-200:])
    )


def _introduce(root: Tag) -> None:
    """Mark what introduces quotes; what an old Gmail has before its quote is unnamed."""
    for each in root.select(", ".join(INTRODUCTIONS)):
        if not each.find_parent("blockquote") and len(each.get_text()) < 1_500:
            each["data-introduces"] = "1"
    for each in root.select("div.gmail_quote, div.gmail_extra, div.gmail_quote_container"):
        if each.find_parent("blockquote"):
            continue
        quote = each.find("blockquote")
        if quote is None or each.select_one(".gmail_attr") is not None:
            continue
        if quote.parent is each:
            _mark_texts_before(quote)


def _mark_texts_before(quote: Tag) -> None:
    texts: list[NavigableString] = []
    for at, each in enumerate(quote.previous_siblings):
        if isinstance(each, Tag) and each.name in _BLOCKS and (texts or each.name != "div"):
            break
        if at > 8:
            break
        texts = [*_strings(each), *texts]
    said = " ".join("".join(texts).split())
    if said and len(said) < 400 and (may_introduce(said) or "@" in said or said.endswith(":")):
        first = next(text for text in texts if text.strip())
        first.replace_with(NavigableString(CERTAIN + str(first).lstrip()))


def _strings(element: PageElement) -> list[NavigableString]:
    if isinstance(element, Tag):
        return [each for each in element.descendants if isinstance(each, NavigableString)]
    return [element] if isinstance(element, NavigableString) else []


def _mark_from_here(soup: BeautifulSoup, root: Tag) -> None:
    marks = [
        each
        for each in root.select(", ".join(FROM_HERE_ON))
        if not each.find_parent("blockquote") and each.name != "body"
    ]
    marks += [each for each in root.find_all("div", style=_BORDER_TOP) if _is_head(each)]
    for each in marks:
        mark = soup.new_tag("p")
        mark.string = FROM_HERE
        each.insert_before(mark)


def _is_head(element: Tag) -> bool:
    """A ruled-off block of From, Sent, To and Subject, in whatever language."""
    if element.find_parent("blockquote"):
        return False
    text = element.get_text("\n")[:1_500]
    bold = element.find_all(["b", "strong"], limit=8)
    named = [each for each in bold if each.get_text().strip().endswith((":", "："))]
    return len(named) >= 3 and len(text) < 1_500


def _mark_signatures(root: Tag) -> None:
    for each in root.select(", ".join(SIGNATURES)):
        if each.find_parent("blockquote") or each.find("blockquote") or each.name == "body":
            continue
        if len(each.get_text()) < 2_000:
            each.name = "del"
            each.attrs = {"data-signature": "1"}


def signatures(root: Tag) -> Iterator[Tag]:
    yield from root.find_all("del", attrs={"data-signature": "1"})
