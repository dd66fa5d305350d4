"""Whether lines are what mail programs write around a reply: pure questions, in linear time."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from core.replies.languages import FROM, KINDS, LANGUAGES, SENT, SUBJECT, TO, Language

MAX_LINES = 6
"""The longest introduction of a quote, folded by a mail program at some 76 signs."""

_MAX_SIGNS = 600
_PLAIN = re.compile(r"[\w ,.'?!-]*", re.ASCII)
_MARK = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,600}\)")
_ESCAPED = re.compile(r"\\([^\w\s])")


def plain(line: str) -> str:
    """The line as a person reads it: without the marks of Markdown and of writing directions."""
    if len(line) < 200 and _PLAIN.fullmatch(line):
        return line.strip()
    line = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", _MARK.sub("", line[:_MAX_SIGNS])))
    return line.replace("**", "").replace("\u00a0", " ").replace("\u202f", " ").strip()


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _all(field: str) -> list[str]:
    return [
        word for language in LANGUAGES for word in Language.words(getattr(language, field)) if word
    ]


_EDGE = r"(?<![^\W\d_])"
_ON = re.compile(rf"\W{{0,8}}(?:{_any(_all('on'))})(?=[\s\d,:]|$)", re.IGNORECASE)
_WROTE = re.compile(rf"{_EDGE}(?:{_any(_all('wrote'))})(?![^\W\d_])", re.IGNORECASE)
_WROTE_IN_ASIA = re.compile(
    _any(word for word in _all("wrote") if not word.isascii() and ord(word[0]) > 0x2E80)
)
_ADDRESS = re.compile(r"[^\s<>@\"\[\]()]{1,64}@[^\s<>@\"\[\]()]{1,120}")
_BRACKETED = re.compile(rf"<\s?{_ADDRESS.pattern}\s?>")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)(?:25[5-9]\d|14\d\d)(?!\d)")
_DAY = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?!\d)|(?<!\d)\d{4}[./年년-]\s?\d{1,2}"
)
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.時시点h]\s?\d{2}(?!\d)")
_DATED = re.compile(
    r"\W{0,2}(?:\d{4}\s?[./年년-]|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?\s+[^\W\d]{3,}"
    r"|[^\W\d]{2,12}[,.]{1,2}\s+(?:\d|[^\W\d]{3,10}\.?\s+\d))"
)
_NAMED = re.compile(r"[^<>@:]{0,80}[<\[(]?(?:mailto:)?[^\s<>@:]{1,64}@[^\s<>@]{1,120}")
_ENDS = re.compile(r"(?:[:：︰]\s*[*_]*|-{3,}|\swrote)$")
_ASIAN_END = re.compile(r"(?:写道|寫道|のメール|のメッセージ|작성|씀)\W{0,3}$")


def begins_introduction(line: str) -> bool:
    return begins_with_date(line) or bool(_NAMED.match(line))


def begins_with_date(line: str) -> bool:
    return bool(_ON.match(line) or _DATED.match(line))


def is_introduction(lines: Sequence[str]) -> bool:
    """Whether these, together, say when somebody wrote what follows, and nothing else."""
    text = " ".join(lines).replace("= ", "")  # as quoted-printable folds
    if len(text) > _MAX_SIGNS or not (_ENDS.search(text) or _ASIAN_END.search(text)):
        return False
    if not begins_introduction(text):
        return _is_in_any_language(lines, text)
    has_verb = says_wrote(text)
    has_address = bool(_ADDRESS.search(text))
    has_date = bool(_YEAR.search(text) or _DAY.search(text))
    has_time = bool(_TIME.search(text))
    if has_verb:
        return has_address or (has_date and (has_time or _is_brief(text)))
    return has_address and has_date and (has_time or bool(_DATED.match(text)))


def _is_in_any_language(lines: Sequence[str], text: str) -> bool:
    """A day, an hour and a bracketed address before a colon: no sentence has all of these."""
    return bool(
        len(text) < 200
        and _YEAR.search(lines[0])
        and _TIME.search(lines[0])
        and _BRACKETED.search(text)
    )


def _is_brief(text: str) -> bool:
    return len(text) < 120 and text.count(",") < 4


def is_dated_address(line: str) -> bool:
    """What some put above a quote, and nothing else: "2024/1/1 Ann Lee <ann@example.org>"."""
    return (
        len(line) < 160
        and line.endswith(">")
        and bool(_DATED.match(line) and _DAY.search(line[:20]) and _ADDRESS.search(line))
    )


_SHARED = re.compile(
    r"(?<=[^\s>-])(?:\s+|\s*-{3,}\s*)"
    r"((?:On|Am|Le|El|Il|Em|Op|Den)\s(?:[^\W\d]{2,9}[.,]{1,2}\s)?[^:]{0,40}\d)"
)


def begin_of_introduction(line: str) -> int:
    """Where "On … wrote:" begins in a line that begins with what was written, or 0."""
    if len(line) > _MAX_SIGNS or not ends_introduction(line):
        return 0
    for match in _SHARED.finditer(line):
        tail = line[match.start(1) :]
        if is_introduction([tail]) and (_TIME.search(tail) or _YEAR.search(tail)):
            return match.start()
    return 0


def says_wrote(text: str) -> bool:
    return bool(_WROTE.search(text) or _WROTE_IN_ASIA.search(text))


@lru_cache(4_096)
def ends_introduction(line: str) -> bool:
    return bool(_ENDS.search(line) or _ASIAN_END.search(line))


def may_introduce(line: str) -> bool:
    """Whether a line straight above a quote speaks of it: "Ann wrote:", however vaguely."""
    if len(line) >= 200 or _PROSE.match(line):
        return False
    return ends_introduction(line) and says_wrote(line)


# "As Ann said:" and "The book says:" stand above a quote that the writer chose.
_PROSE = re.compile(
    r"(?i:as|like|wie|comme|como|come|zoals|som|jak|как)\s"
    r"|(?i:the|this|that|it|he|she|they|we|i|you|my|our|your|their|and|but|so|here|what|who)\s[a-z]"
)


def is_arrowed(line: str) -> bool:
    """What GroupWise puts above an earlier mail: ">>> Ann Lee <ann@…> 05/02/24 4:12 PM >>>"."""
    return bool(_ARROWED.fullmatch(line) and _DAY.search(line) and _TIME.search(line))


_ARROWED = re.compile(r">>> [^\n>]{1,120}(?:>[^\n>]{1,60})?>>>\s*")


def end_of_introduction(line: str) -> int:
    """Where "On … wrote:" ends in a line in which what it quotes follows it, or 0."""
    end = line.find(":  ", 0, _MAX_SIGNS) + 1
    begun = line[:end]
    is_found = end and _BRACKETED.search(begun) and is_introduction([plain(begun)])
    return end if is_found else 0


_HEADER_WORDS: dict[str, set[str]] = {}
for _language in LANGUAGES:
    for _kind, _words in zip(KINDS, _language.headers, strict=True):
        for _word in Language.words(_words):
            _HEADER_WORDS.setdefault(_word.casefold(), set()).add(_kind)
_HEADER = re.compile(
    rf"[*_>\s]{{0,4}}({_any(_HEADER_WORDS)})[*_]{{0,3}}[\s\u3000]{{0,20}}[:：]", re.IGNORECASE
)


@lru_cache(4_096)
def header_kinds(line: str) -> frozenset[str]:
    """Which headers the line may be: some names mean two things in two languages."""
    match = _HEADER.match(line) if ":" in line[:60] or "：" in line[:60] else None
    return frozenset(_HEADER_WORDS[match[1].casefold()]) if match else frozenset()


def is_header_block(kinds: Sequence[frozenset[str]], text: str, *, is_announced: bool) -> bool:
    """Whether headers in a row are those of an earlier mail and not a list somebody wrote."""
    seen: set[str] = set().union(*kinds)
    named = [name for name in (FROM, SENT, TO, SUBJECT) if name in seen]
    if len(kinds) < 2 or len(named) < 2:
        return False
    if is_announced:
        return FROM in seen
    if len(kinds) == 2 and SENT in seen:
        return bool(_ADDRESS.search(text) and _YEAR.search(text) and _TIME.search(text))
    if FROM not in seen:
        return False
    has_proof = bool(_ADDRESS.search(text) or _YEAR.search(text) or _TIME.search(text))
    return len(kinds) >= 3 and len(named) >= 3 and (has_proof or len(kinds) >= 4)


_RULE = r"[-_=~*#·\s>—–]"
_ORIGINAL = re.compile(
    rf"{_RULE}{{2,60}}\W?(?:{_any(_all('original'))})\W?{_RULE}{{2,60}}$", re.IGNORECASE
)
_FORWARDED = re.compile(
    rf"{_RULE}{{2,60}}\W?(?:{_any(_all('forwarded'))})[^\n]{{0,80}}?{_RULE}{{2,60}}$"
    rf"|(?:{_any(word for word in _all('forwarded') if len(word) > 12)})\s*[:：]$",
    re.IGNORECASE,
)
_LINE = re.compile(r"[_\-=—–]{20,}$")


_MAY_END_RULE = tuple("-_=~*#·>—–:：")


# What ticket systems ask to be answered above: between rules, or as the whole of a line.
_PLACES = (
    "above this line|(?:oberhalb|über) dieser (?:zeile|linie)|au-dessus de cette ligne"
    "|(?:por )?encima de esta l[ií]nea|acima d(?:esta|essa) linha|boven deze (?:regel|lijn)"
    "|(?:al di )?sopra (?:di )?questa (?:riga|linea)"
)
_ABOVE = re.compile(
    rf"[-=#*_~—–]{{2,12}}\s?[^\n]{{0,60}}(?:{_PLACES})[^\n]{{0,60}}[-=#*_~—–]{{2,12}}$"
    r"|##-\s?[^\n]{3,100}?\s?-##$"
    r"|(?:please )?(?:(?:type|write|enter) )?(?:your )?(?:reply|response) above this line[.!]?$",
    re.IGNORECASE,
)


def is_original(line: str) -> bool:
    if line.lstrip("[").startswith("Original Message processed by david"):
        return True
    if len(line) < 120 and _ABOVE.match(line):
        return True
    return line.endswith(_MAY_END_RULE) and bool(_ORIGINAL.match(line))


def is_forwarded(line: str) -> bool:
    return line.endswith(_MAY_END_RULE) and bool(_FORWARDED.match(line))


def is_line(line: str) -> bool:
    return bool(_LINE.match(line))
