"""What was written in lines of text, and what was quoted. In doubt a line was written.

Each line is first told apart: written, quoted, or the introduction of a quote. The decisions are
then few: what follows the head of an earlier mail is cut, a quote at the end is cut with its
introduction, and a quote that is answered below stays, unless it is the only one, at the top.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from core.replies import recognising as seen
from core.replies import signatures

CERTAIN = "\ue000"
"""Stands before a line of which the HTML's structure says that it introduces a quote."""

FROM_HERE = "\ue001"
"""Alone in a line: the HTML's structure says that all below is an earlier mail."""

BY_HAND = "\ue002"
"""Stands before a quote that the writer set, and no mail program."""

MARKS = re.compile(f"[{CERTAIN}{FROM_HERE}{BY_HAND}]")
MAX_PASSES = 12

_QUOTE = re.compile(r" {0,3}(?:>|&gt;)")
_RULE = re.compile(r"[-_*=–—]{3,}|(?:\\_){3,}")
_TOWER = re.compile(r"(?:>[ \t]?){40}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_PGP = re.compile(r"-----(BEGIN|END) PGP (SIGNED MESSAGE|SIGNATURE)-----\s*$")
_BREAK = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_TORN = re.compile(r"\n{1,2}<\nmailto:([^\n<>]{1,120}<[^\s<>]{3,200}>)\n>[ \t]")
_NOISE = re.compile(r"[\ufeff\x00]")
_LIST_FOOTER = re.compile(
    r"(?i)\S.*(?:mailing list|mailing-list|verteiler|listinfo|mailman|google groups)"
    r"|groups\.io links:|yahoo!? groups links"
)


class Kind(Enum):
    WRITTEN = "written"
    BLANK = "blank"
    QUOTED = "quoted"
    INTRODUCTION = "introduction"
    HEAD = "head"  # of an earlier mail whose words are not marked as quoted
    FORWARD = "forward"


@dataclass(frozen=True)
class Line:
    text: str
    kind: Kind
    plain: str


@dataclass(frozen=True)
class Split:
    written: str
    quoted: str

    def __iter__(self) -> Iterator[str]:
        return iter((self.written, self.quoted))


def strip_text(text: str) -> Split:
    """What was written, and all that was taken away, in the order in which it stood."""
    written, quoted = _once(_TORN.sub(r" \1 ", _BREAK.sub("\n", _NOISE.sub("", text))))
    for _ in range(MAX_PASSES):
        again, more = _once(written)
        if again == written:
            break
        written, quoted = again, [*more, *quoted]
    return Split(written, "\n".join(quoted).strip("\n"))


def _once(text: str) -> tuple[str, list[str]]:
    lines = _told_apart(_one_a_line(_without_pgp(text.split("\n"))))
    lines, quoted = _without_towers(_with_what_broke_out(lines))
    lines, below = _cut_below_head(lines)
    quoted += below
    lines, below = _trim(lines)
    quoted = below + quoted
    lines, above = _cut_above(lines)
    quoted = above + quoted
    written = "\n".join(line.text for line in lines)
    return _tidy(written), [line for line in quoted if not MARKS.fullmatch(line)]


def _without_towers(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Quotes of quotes of quotes, which loops of programs pile up, are nobody's context."""
    towers = [line.text for line in lines if line.kind is Kind.QUOTED and _TOWER.match(line.text)]
    if not towers:
        return lines, []
    return [line for line in lines if line.text not in set(towers)], towers


def _tidy(text: str) -> str:
    lines = [line if line.strip() else "" for line in text.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    if lines:
        lines[-1] = lines[-1].rstrip()
    return "\n".join(lines)


def _without_pgp(lines: list[str]) -> list[str]:
    """A signed text without its armour: the marks, the `Hash:` line, and the signature."""
    kept: list[str] = []
    is_signature = is_head = False
    for line in lines:
        match = _PGP.match(line)
        if match:
            is_signature = match[1] == "BEGIN" and match[2] == "SIGNATURE"
            is_head = match[1] == "BEGIN" and match[2] == "SIGNED MESSAGE"
        elif is_head and (not line.strip() or line.startswith("Hash:")):
            is_head = bool(line.strip())
        elif not is_signature:
            is_head = False
            kept.append(line)
    return kept


def _one_a_line(lines: list[str]) -> list[str]:
    """Some programs lose the break around "On … wrote:": it gets a line of its own again."""
    done: list[str] = []
    for at, line in enumerate(lines):
        begin = seen.begin_of_introduction(line) if _may_share(line) else 0
        if begin and _is_quote_next(lines, at + 1):
            done += [line[:begin].rstrip(), line[begin:].lstrip(" \t-")]
        elif not line.strip() and _is_verb_alone(lines, at + 1):
            continue
        elif ":  " in line and (end := seen.end_of_introduction(line)):
            done += [line[:end], line[end:]]
        else:
            done.append(line)
    return done


def _is_verb_alone(lines: list[str], at: int) -> bool:
    """Whether a blank line tore off the "wrote:" that stands here."""
    if not 2 <= at < len(lines) or len(lines[at]) > 30 or not _is_quote_next(lines, at + 1):
        return False
    return seen.begins_with_date(lines[at - 2]) and seen.may_introduce(lines[at].strip())


def _may_share(line: str) -> bool:
    return line.rstrip().endswith((":", "：")) and not _QUOTE.match(line)


def _is_fold(above: Line, line: Line) -> bool:
    """Some programs fold a quoted line and forget to mark the rest of it."""
    begins_inside = line.plain[:1].islower() and not above.plain.endswith((".", "?", "!", ":", ">"))
    return len(above.text) >= 65 and begins_inside


def _with_what_broke_out(lines: list[Line]) -> list[Line]:
    """What broke out of a quote, between two lines of it, is quoted too."""
    told = list(lines)
    for at in range(1, len(lines) - 1):
        is_between = told[at - 1].kind is Kind.QUOTED and lines[at + 1].kind is Kind.QUOTED
        if is_between and lines[at].kind is Kind.WRITTEN:
            is_end = "(http" in told[at - 1].text and _LINK_END.fullmatch(lines[at].plain)
            if is_end or _LINK.fullmatch(lines[at].plain) or _is_fold(told[at - 1], lines[at]):
                told[at] = replace(lines[at], kind=Kind.QUOTED)
    return told


_LINK = re.compile(r"[(<]https?://[^\s()<>]{1,500}[)>]\s*>?")
_LINK_END = re.compile(r"[^\s()]{1,200}\)")


def _told_apart(lines: list[str]) -> list[Line]:
    code = _code(lines)
    plain = [seen.plain(line) for line in lines]
    told: list[Line] = []
    at = 0
    while at < len(lines):
        end, kind = (at + 1, Kind.WRITTEN) if code[at] else _kind_at(lines, plain, at)
        told += [
            Line(lines[i], kind if plain[i] or kind in _HEADS else Kind.BLANK, plain[i])
            for i in range(at, end)
        ]
        at = end
    return told


_HEADS = (Kind.INTRODUCTION, Kind.HEAD, Kind.FORWARD)


def _kind_at(lines: list[str], plain: list[str], at: int) -> tuple[int, Kind]:
    """Of the line, or the few, that stand here: where they end, and what they are."""
    if lines[at][:1] in _KIND_OF_MARK:
        return _marked(lines, at)
    if lines[at].startswith(">>> ") and seen.is_arrowed(lines[at]):
        return at + 1, Kind.HEAD
    if _QUOTE.match(lines[at]):
        return at + 1, Kind.QUOTED
    if not plain[at]:
        return at + 1, Kind.BLANK
    if seen.is_forwarded(plain[at]):
        return _head_end(plain, at + 1) or at + 1, Kind.FORWARD
    end = _head(plain, at)
    return (end, _introduced(lines, end)) if end else _introduction(lines, plain, at)


_KIND_OF_MARK = {
    CERTAIN: Kind.INTRODUCTION,
    FROM_HERE: Kind.HEAD,
    BY_HAND: Kind.WRITTEN,
}


def _marked(lines: list[str], at: int) -> tuple[int, Kind]:
    mark = lines[at][0]
    end = at + 1
    if mark != CERTAIN:
        return end, _KIND_OF_MARK[mark]
    while end < len(lines) and lines[end].startswith(CERTAIN):
        end += 1
    return end, _introduced(lines, end)


def _head(plain: list[str], at: int) -> int:
    """Where the head of an earlier mail ends that begins here, or 0."""
    if seen.is_original(plain[at]):
        return _head_end(plain, at + 1) or at + 1
    if seen.is_line(plain[at]):
        return _head_end(plain, at + 1)
    return _head_end(plain, at, is_announced=False)


def _introduction(lines: list[str], plain: list[str], at: int) -> tuple[int, Kind]:
    if seen.is_dated_address(plain[at]) and _is_quote_next(lines, at + 1):
        return at + 1, Kind.INTRODUCTION
    end = _introduction_end(lines, plain, at)
    return (end, _introduced(lines, end)) if end else (at + 1, Kind.WRITTEN)


def _introduction_end(lines: list[str], plain: list[str], at: int) -> int:
    """Where the introduction of a quote ends that begins in this line, or 0."""
    for end in range(at + 1, min(at + seen.MAX_LINES, len(lines)) + 1):
        if not plain[end - 1] or _QUOTE.match(lines[end - 1]):
            break
        if not seen.ends_introduction(plain[end - 1]):
            continue
        if seen.is_introduction(plain[at:end]):
            return 0 if _begins_below(plain, at, end) else end
        is_vague = end == at + 1 and seen.may_introduce(plain[at])
        return end if is_vague and _is_quote_next(lines, end) else 0
    return 0


def _begins_below(plain: list[str], at: int, end: int) -> bool:
    """Whether the first of these lines is a sentence, straight above the introduction itself."""
    first = plain[at]
    is_sentence = first.endswith((".", "!", "?")) or (
        len(first.split()) > 1 and not first.endswith(",") and not re.search(r"\d", first)
    )
    if not is_sentence:
        return False
    return any(
        seen.begins_with_date(plain[below]) and seen.is_introduction(plain[below:end])
        for below in range(at + 1, end)
    )


def _introduced(lines: list[str], end: int) -> Kind:
    return Kind.INTRODUCTION if _is_quote_next(lines, end) else Kind.HEAD


def _is_quote_next(lines: list[str], at: int) -> bool:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at < len(lines) and bool(_QUOTE.match(lines[at]))


def _head_end(plain: list[str], at: int, *, is_announced: bool = True) -> int:
    """Where a block of headers ends that begins here, or 0. It may be double-spaced and folded."""
    while is_announced and at < len(plain) and not plain[at]:
        at += 1
    kinds: list[frozenset[str]] = []
    end = at
    for here in range(at, min(at + _MAX_HEAD, len(plain))):
        found = seen.header_kinds(plain[here])
        if found:
            kinds.append(found)
            end = here + 1
        elif not kinds or here - end >= 2:
            break
    text = " ".join(plain[at:end])
    return end if seen.is_header_block(kinds, text, is_announced=is_announced) else 0


_MAX_HEAD = 16


def _code(lines: list[str]) -> list[bool]:
    """Which lines are fenced code, where the fence is closed again."""
    inside = [False] * len(lines)
    opened = 0
    fence = ""
    for at, line in enumerate(lines):
        match = _FENCE.match(line)
        if not match:
            continue
        if not fence:
            if "`" not in match[2]:
                opened, fence = at, match[1]
        elif match[1].startswith(fence) and not match[2].strip():
            inside[opened : at + 1] = [True] * (at + 1 - opened)
            fence = ""
    return inside


def _cut_below_head(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Cut what follows the first head of an earlier mail, if anything stands above it.

    With nothing above, a forward is kept whole, since it is what was sent. What follows another
    head is kept with it: an answer may stand there, and nothing tells it apart.
    """
    told = list(lines)
    is_first = is_wordless = True
    for at, line in enumerate(lines):
        is_passed_on = line.kind is Kind.FORWARD and is_wordless
        is_head = line.kind in (Kind.HEAD, Kind.FORWARD)
        if is_head and not is_first and not is_passed_on:
            return told[:at], [each.text for each in lines[at:]]
        if line.kind is Kind.FORWARD:
            return [replace(each, kind=_as_written(each.kind)) for each in lines], []
        if is_head:
            told[at] = replace(line, kind=Kind.WRITTEN)
        elif line.kind in (Kind.WRITTEN, Kind.QUOTED):
            is_first = False
            is_wordless = is_wordless and signatures.names_a_device(line.plain)
    return told, []


def _as_written(kind: Kind) -> Kind:
    return Kind.BLANK if kind is Kind.BLANK else Kind.WRITTEN


def _trim(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Take from the end, as long as there is something: quotes, signatures, notices."""
    code = _code([line.text for line in lines])
    first = next((at for at, line in enumerate(lines) if line.kind is not Kind.BLANK), 0)
    end = len(lines)
    while True:
        shorter = _shorter(lines, code, first, end)
        if shorter is None:
            return lines[:end], [line.text for line in lines[end:]]
        end = shorter


def _shorter(lines: list[Line], code: list[bool], first: int, end: int) -> int | None:
    while end and lines[end - 1].kind is Kind.BLANK:
        end -= 1
    if not end:
        return None
    last = lines[end - 1]
    if last.kind in (Kind.QUOTED, Kind.INTRODUCTION):
        while end and lines[end - 1].kind in (Kind.QUOTED, Kind.INTRODUCTION, Kind.BLANK):
            end -= 1
        return end
    if last.text.startswith(BY_HAND) or code[end - 1]:
        return None
    start = end - 1
    while start and end - start < _MAX_ENDING and lines[start - 1].kind in _TEXTS:
        start -= 1
    found = _delimiter(lines, code, start, end)
    if found is None:
        found = _ending(lines, start, end)
    if found is None or (found <= first and not _is_nobodys(lines, found, end)):
        return None
    return found


def _is_nobodys(lines: list[Line], at: int, end: int) -> bool:
    """Whether a mail that begins here was sent without a word. Some write below a signature."""
    if signatures.is_certain_delimiter(lines[at].text):
        return _is_card(lines, at + 1, end)
    return signatures.names_a_device(lines[at].plain)


_TEXTS = (Kind.WRITTEN, Kind.BLANK)
_MAX_ENDING = 60
_MAX_FOOTER = 12


def _delimiter(lines: list[Line], code: list[bool], start: int, end: int) -> int | None:
    for at in range(start, end):
        if code[at] or len(lines[at].text) > 80:
            continue
        text = lines[at].text
        if signatures.is_certain_delimiter(text) and end - at <= signatures.MAX_SIGNATURE:
            return at
        if signatures.is_delimiter(lines[at].plain) and end - at <= signatures.MAX_BARE_SIGNATURE:
            return at
        if signatures.is_dash(lines[at].plain) and _is_card(lines, at + 1, end):
            return at
        if seen.is_line(lines[at].plain) and _is_footer(lines, at, end):
            return at
    return None


def _is_card(lines: list[Line], start: int, end: int) -> bool:
    """Whether these few are a name and where to find who has it, and no sentence."""
    said = [line.plain for line in lines[start:end]]
    return 0 < len(said) <= 6 and all(
        line and len(line) < 60 and not line.endswith((".", "!", "?", ":", ",")) for line in said
    )


def _is_footer(lines: list[Line], at: int, end: int) -> bool:
    """Whether the rule above it makes the rest a mailing list's, or a signature below a quote."""
    above = at
    while above and lines[above - 1].kind is Kind.BLANK:
        above -= 1
    is_below_quote = above > 0 and lines[above - 1].kind is Kind.QUOTED
    names_a_list = any(_LIST_FOOTER.match(line.text) for line in lines[at + 1 : end])
    return end - at <= _MAX_FOOTER and (names_a_list or (is_below_quote and end - at <= 8))


def _ending(lines: list[Line], start: int, end: int) -> int | None:
    """Where a line or a paragraph begins that a program, a firm or a habit has put at the end."""
    paragraph = end - 1
    while paragraph > start and lines[paragraph - 1].kind is not Kind.BLANK:
        paragraph -= 1
    if signatures.names_a_device(lines[end - 1].plain) or lines[end - 1].text == "***":
        return end - 1
    is_linked = end - paragraph > 1 and signatures.is_address(lines[end - 1].plain)
    if is_linked and signatures.names_a_device(lines[end - 2].plain):
        return end - 2
    if end - paragraph == 1 and signatures.is_dashed_name(lines[paragraph].plain):
        return paragraph
    if signatures.is_notice("\n".join(line.text for line in lines[paragraph:end])):
        return paragraph
    if end - paragraph == 1 and _RULE.fullmatch(lines[paragraph].text.strip()):
        return paragraph
    return None


def _cut_above(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Take a firm's warning from the top, introductions, and a quote answered as a whole."""
    lines, cut = _without_warning(lines)
    introduced = [at for at, line in enumerate(lines) if line.kind is Kind.INTRODUCTION]
    first = next((at for at, line in enumerate(lines) if line.kind is not Kind.BLANK), 0)
    is_introduced = first in introduced or _introduces_itself(lines[first : first + seen.MAX_LINES])
    if is_introduced and _runs_of_quotes(lines) == 1:
        last = max(at for at, line in enumerate(lines) if line.kind is Kind.QUOTED)
        return lines[last + 1 :], cut + [line.text for line in lines[: last + 1]]
    return _without_introductions(lines), cut + [lines[at].text for at in introduced]


def _without_introductions(lines: list[Line]) -> list[Line]:
    """With one blank line where an introduction stood between two."""
    kept: list[Line] = []
    was_cut = False
    for line in lines:
        is_double = was_cut and line.kind is Kind.BLANK and kept and kept[-1].kind is Kind.BLANK
        if line.kind is not Kind.INTRODUCTION and not is_double:
            kept.append(line)
        was_cut = line.kind is Kind.INTRODUCTION or bool(is_double)
    return kept


def _introduces_itself(lines: list[Line]) -> bool:
    """Apple and others put the introduction into the quote, as its first lines."""
    texts = [seen.plain(_QUOTE.sub("", line.text)) for line in lines if line.kind is Kind.QUOTED]
    return any(seen.is_introduction(texts[:end]) for end in range(1, len(texts) + 1))


def _without_warning(lines: list[Line]) -> tuple[list[Line], list[str]]:
    start = next((at for at, line in enumerate(lines) if line.kind is not Kind.BLANK), 0)
    end = start
    while end < len(lines) and lines[end].kind is Kind.WRITTEN and end < start + 8:
        end += 1
    is_all = not any(line.kind is Kind.WRITTEN for line in lines[end:])
    if is_all or not signatures.warns_of_outsiders(
        " ".join(line.text for line in lines[start:end])
    ):
        return lines, []
    return lines[end:], [line.text for line in lines[:end]]


def _runs_of_quotes(lines: list[Line]) -> int:
    """How many times a quote begins after something that is none."""
    runs = 0
    was_written = True
    for line in lines:
        if line.kind is Kind.QUOTED:
            runs += was_written
            was_written = False
        elif line.kind is Kind.WRITTEN:
            was_written = True
    return runs
