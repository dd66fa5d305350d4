"""Text as it is stored, indexed and looked for.

PostgreSQL's parser takes ``read/write``, ``node.js``, ``a_name`` and ``multi-tenant`` for one word
each, or for tags and addresses of which it drops a part: nobody finds their halves. So a seam, an
invisible character, goes where people see two words. Documents and queries are seamed alike, and
``unseamed`` is what is shown.
"""

import re
import unicodedata

SEAM = "\x01"
MARK, UNMARK = "\x02", "\x03"  # around the words found, until the rest has been escaped

_SEAMS = re.compile(r"(?<=\w)-(?=\w)|[<>/\\.@_:?&=#|](?=\S)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_WORDS = re.compile(r"\w+")


def clean(text: str) -> str:
    """Without characters that have a meaning here or that PostgreSQL refuses."""
    return _CONTROLS.sub("", unicodedata.normalize("NFC", text))


def seamed(text: str) -> str:
    return _SEAMS.sub(lambda found: found[0] + SEAM, clean(text))


def unseamed(text: str) -> str:
    return text.replace(SEAM, "")


def words_of(text: str) -> set[str]:
    """The words, in small letters, that a misspelt one may have been meant for."""
    return {
        word
        for word in _WORDS.findall(unseamed(text).lower().replace("_", " "))
        if 3 <= len(word) <= 40 and not word.isdigit()
    }


def without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
