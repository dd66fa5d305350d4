"""Colours for fenced code, chosen once when the text is written, and left to the style sheet.

Ten classes are told apart, not Pygments' hundred: plain ink needs no element, a page with much
code stays light, and each colour of the style sheet can be measured.
"""

from collections.abc import Iterator
from functools import cache

from markdown_it.common.utils import escapeHtml
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String
from pygments.token import _TokenType as TokenType

MAX_CODE = 16_000
"""Characters of code coloured in one document; what exceeds it stays plain."""

# Only lexers that were measured on hostile input are named here: those of many other languages
# take quadratic time. What a writer may call it -> what Pygments and the class call it.
LANGUAGES = {
    name: language
    for language, names in {
        "bash": ("bash", "sh", "shell", "zsh", "console"),
        "c": ("c", "h"),
        "cpp": ("cpp", "c++", "cc", "hpp"),
        "csharp": ("csharp", "c#", "cs"),
        "css": ("css",),
        "diff": ("diff", "patch", "udiff"),
        "docker": ("docker", "dockerfile"),
        "go": ("go", "golang"),
        "html": ("html", "xhtml"),
        "ini": ("ini", "cfg", "conf"),
        "java": ("java",),
        "javascript": ("javascript", "js", "mjs", "node"),
        "json": ("json",),
        "kotlin": ("kotlin", "kt"),
        "latex": ("latex", "tex"),
        "lua": ("lua",),
        "make": ("make", "makefile"),
        "nginx": ("nginx",),
        "php": ("php",),
        "powershell": ("powershell", "ps1"),
        "python": ("python", "py", "python3"),
        "r": ("r", "rlang"),
        "ruby": ("ruby", "rb"),
        "rust": ("rust", "rs"),
        "scala": ("scala",),
        "scss": ("scss",),
        "sql": ("sql", "postgres", "postgresql", "mysql", "sqlite"),
        "swift": ("swift",),
        "toml": ("toml",),
        "typescript": ("typescript", "ts", "tsx", "jsx"),
        "xml": ("xml", "svg"),
        "yaml": ("yaml", "yml"),
    }.items()
    for name in names
}

_CLASSES = {
    Comment: "c",
    Comment.Preproc: "k",
    Generic.Deleted: "gd",
    Generic.Heading: "gh",
    Generic.Inserted: "gi",
    Generic.Subheading: "gh",
    Keyword: "k",
    Keyword.Constant: "m",
    Keyword.Type: "nc",
    Name.Attribute: "na",
    Name.Builtin: "nb",
    Name.Class: "nc",
    Name.Constant: "m",
    Name.Decorator: "na",
    Name.Exception: "nc",
    Name.Function: "nf",
    Name.Namespace: "nc",
    Name.Tag: "k",
    Name.Variable: "nb",
    Number: "m",
    Operator.Word: "k",
    String: "s",
    String.Escape: "m",
    String.Interpol: "m",
}

CLASSES = frozenset(_CLASSES.values())


class Highlighter:
    """Colours the code of one document, within its allowance."""

    def __init__(self) -> None:
        self.left = MAX_CODE

    def html(self, code: str, language: str) -> str:
        if not language or len(code) > self.left:
            return escapeHtml(code)
        self.left -= len(code)
        return "".join(_spans(code, language))


def language_named(info: str) -> str:
    """Our name for the language in a fence's info string, or nothing if it is not coloured."""
    words = info.split(maxsplit=1)
    return LANGUAGES.get(words[0].lower(), "") if words else ""


def _spans(code: str, language: str) -> Iterator[str]:
    """One element for each stretch of a colour; spaces take on the colour before them."""
    current, run = "", ""
    for token_type, value in _lexer(language).get_tokens(code):
        name = _class_of(token_type)
        if name != current and not value.isspace():
            yield _span(current, run)
            current, run = name, ""
        run += value
    yield _span(current, run)


def _span(name: str, text: str) -> str:
    return f'<span class="{name}">{escapeHtml(text)}</span>' if name else escapeHtml(text)


@cache
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


@cache
def _class_of(token_type: TokenType) -> str:
    """The class of the nearest ancestor that has one: String.Double is coloured as String."""
    while token_type not in _CLASSES:
        if token_type.parent is None:
            return ""
        token_type = token_type.parent
    return _CLASSES[token_type]
