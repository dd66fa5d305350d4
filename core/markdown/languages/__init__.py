"""The languages that are coloured, and what else they are called."""

from core.markdown.languages import curly, formats, scripts
from core.markdown.languages.language import Language

LANGUAGES: dict[str, Language] = curly.LANGUAGES | formats.LANGUAGES | scripts.LANGUAGES

ALIASES = {
    alias: language
    for language, aliases in {
        "bash": "console sh shell shell-session zsh",
        "c": "h",
        "cpp": "c++ cc cxx hpp",
        "csharp": "c# cs",
        "css": "less sass scss",
        "diff": "patch udiff",
        "docker": "dockerfile",
        "elixir": "ex exs",
        "go": "golang",
        "haskell": "hs",
        "html": "django htm jinja svelte vue xhtml",
        "ini": "cfg conf dosini env properties",
        "javascript": "cjs js jsx mjs node",
        "json": "json5 jsonc jsonl",
        "julia": "jl",
        "kotlin": "kt kts",
        "latex": "tex",
        "make": "makefile mk",
        "perl": "pl",
        "powershell": "posh ps1 pwsh",
        "python": "py py3 pycon python3",
        "r": "rlang",
        "ruby": "rb",
        "rust": "rs",
        "sql": "mysql plpgsql postgres postgresql psql sqlite sqlite3 tsql",
        "typescript": "ts tsx",
        "xml": "rss svg xsd xsl",
        "yaml": "yml",
    }.items()
    for alias in aliases.split()
}
