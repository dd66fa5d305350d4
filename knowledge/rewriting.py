"""How much of a text an edit has changed."""

import re
from collections import Counter
from collections.abc import Iterable

# In percent of the words. Less is what correcting comes to: a name, a number, a better sentence.
# From a fifth on there is something in it that whoever knew the article does not know.
SUBSTANTIAL = 20

# A text of fewer words is taken for one of so many: a word in ten put right is no news either.
SHORT = 50

# Scripts without spaces have no words to be told apart, so there each sign counts for one.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORDS = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def percent_changed(before: Iterable[str], after: Iterable[str]) -> int:
    """Of the words, however they are ordered: what was only moved tells nobody anything new."""
    old, new = _words(before), _words(after)
    gone, come = (old - new).total(), (new - old).total()
    return round(100 * max(gone, come) / max(old.total(), new.total(), SHORT))


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORDS.findall(text.lower()))
