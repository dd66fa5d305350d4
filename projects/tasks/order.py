"""Places in a row as texts that sort: between any two there is room, so nothing is renumbered.

A key is a whole number and a fraction, in base 62. The number's first letter says how long it is,
so that what is put at an end, as most is, makes the key no longer: "a0", "a1" … "az", "b00"; what
is put between two gets a fraction: "a0V" stands between "a0" and "a1". Bytes compare as keys do
(``COLLATE "C"``). The algorithm is David Greenspan's, "Implementing Fractional Indexing".
"""

import string

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
ZERO, LAST = DIGITS[0], DIGITS[-1]
FIRST = "a0"


def between(before: str | None, after: str | None) -> str:
    """A key after the one and before the other; None is the end of the row on that side."""
    if before is not None and after is not None and before >= after:
        raise ValueError((before, after))
    if before is None and after is None:
        return FIRST
    if before is None:
        return _ahead_of(after or "")
    if after is None:
        whole, fraction = _split(before)
        return _next(whole) or whole + _middle(fraction, None)
    (low, low_part), (high, high_part) = _split(before), _split(after)
    if low == high:
        return low + _middle(low_part, high_part)
    following = _next(low)
    if following and following < after:
        return following
    return low + _middle(low_part, None)


def spread(before: str | None, after: str | None, count: int) -> list[str]:
    """So many keys in a row between two, none longer than it has to be."""
    if count == 0:
        return []
    if after is None:
        first = between(before, None)
        return [first, *_chain(first, count - 1)]
    middle = between(before, after)
    half = count // 2
    return [*spread(before, middle, half), middle, *spread(middle, after, count - half - 1)]


def _chain(key: str, count: int) -> list[str]:
    keys = []
    for _step in range(count):
        key = between(key, None)
        keys.append(key)
    return keys


def _ahead_of(after: str) -> str:
    whole, fraction = _split(after)
    if fraction:
        return whole
    return _previous(whole) or whole + _middle("", fraction or None)


def _length(head: str) -> int:
    """Of a whole number that begins so: "a" and "Z" have one digit, "b" and "Y" two."""
    return ord(head) - ord("a") + 2 if head >= "a" else ord("Z") - ord(head) + 2


def _split(key: str) -> tuple[str, str]:
    length = _length(key[0])
    return key[:length], key[length:]


def _next(whole: str) -> str | None:
    head, digits = whole[0], whole[1:]
    kept = digits.rstrip(LAST)
    if kept:
        up = DIGITS[DIGITS.index(kept[-1]) + 1]
        return head + kept[:-1] + up + ZERO * (len(digits) - len(kept))
    if head == "z":
        return None
    if head == "Z":
        return FIRST
    longer = chr(ord(head) + 1)
    return longer + ZERO * (_length(longer) - 1)


def _previous(whole: str) -> str | None:
    head, digits = whole[0], whole[1:]
    kept = digits.rstrip(ZERO)
    if kept:
        down = DIGITS[DIGITS.index(kept[-1]) - 1]
        return head + kept[:-1] + down + LAST * (len(digits) - len(kept))
    if head == "A":
        return None
    if head == "a":
        return "Z" + LAST
    longer = chr(ord(head) - 1)
    return longer + LAST * (_length(longer) - 1)


def _middle(low: str, high: str | None) -> str:
    """A fraction between two; it never ends in a zero, so there is always room before it."""
    if high is not None:
        common = 0
        while common < len(high) and (low[common : common + 1] or ZERO) == high[common]:
            common += 1
        if common:
            return high[:common] + _middle(low[common:], high[common:])
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last) // 2]
    if high and len(high) > 1:
        return high[0]
    return DIGITS[first] + _middle(low[1:], None)
