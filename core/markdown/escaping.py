import re

_MARKUP = re.compile(r"([\\`*_~\[\]<>!@#|:.&-])")


def escaped(words: str) -> str:
    """Words as Markdown that shows just them: nothing in them is markup, a mention or a link."""
    return _MARKUP.sub(r"\\\1", words)
