"""Languages of scripts, queries and sessions."""

from core.markdown.languages.language import (
    CHARACTER,
    DASHES,
    DECORATOR,
    DOLLAR,
    DOUBLE,
    DOUBLE_LINES,
    HASH,
    LITERALS,
    NUMBER,
    SINGLE,
    SINGLE_LINES,
    STARS,
    TRIPLE,
    Language,
    words,
)

LANGUAGES: dict[str, Language] = {
    "bash": Language(
        (
            HASH,
            DOUBLE_LINES,
            SINGLE_LINES,
            DOLLAR,
            ("na", r"(?<!\S)--?[a-zA-Z][\w-]*+"),
            NUMBER,
        ),
        words(
            k="if then elif else fi for while until do done case esac in function select time"
            " return break continue local export readonly declare unset shift trap exit source",
            nb="alias cat cd chmod chown cp curl docker echo eval exec find git grep head kill ls"
            " make mkdir mv npm pip printf pwd python read rm sed set sort ssh sudo tail tar test"
            " touch wget xargs",
        ),
        word=r"[^\W\d][\w-]*+",
        colours_calls=False,
        colours_types=False,
    ),
    "elixir": Language(
        (TRIPLE, HASH, DOUBLE_LINES, ("m", r":\w++"), DECORATOR, NUMBER),
        words(
            k="after alias and case catch cond def defmodule defp defstruct do else end fn for if"
            " import in not or quote raise receive require rescue try unless unquote use when with",
            m=f"{LITERALS} nil",
        ),
    ),
    "haskell": Language(
        (("c", r"(?s:\{-.*?(?:-\}|\Z))"), DASHES, DOUBLE, CHARACTER, NUMBER),
        words(
            k="case class data default deriving do else forall if import in infix infixl infixr"
            " instance let module newtype of qualified then type where"
        ),
        colours_calls=False,
    ),
    "julia": Language(
        (TRIPLE, HASH, DOUBLE_LINES, CHARACTER, DECORATOR, NUMBER),
        words(
            k="abstract baremodule begin break catch const continue do else elseif end export"
            " finally for function global if import let local macro module mutable primitive quote"
            " return struct try type using where while",
            m="true false nothing missing",
        ),
    ),
    "lua": Language(
        (("c", r"(?s:--\[\[.*?(?:\]\]|\Z))"), DASHES, DOUBLE, SINGLE, NUMBER),
        words(
            k="and break do else elseif end for function goto if in local not or repeat return"
            " then until while",
            m="true false nil",
        ),
    ),
    "perl": Language(
        (HASH, DOUBLE_LINES, SINGLE_LINES, ("nb", r"[$@%][\w:]++"), NUMBER),
        words(
            k="die do else elsif eval for foreach if last local my next no our package print redo"
            " require return sub undef unless until use wantarray while"
        ),
    ),
    "powershell": Language(
        (
            ("c", r"(?s:<#.*?(?:#>|\Z))"),
            HASH,
            ("s", r'"(?:[^"`]|`.)*+"?'),
            SINGLE_LINES,
            DOLLAR,
            ("na", r"(?<!\S)-[a-zA-Z]++"),
            ("nf", r"[A-Z][a-z]++-\w++"),
            NUMBER,
        ),
        words(
            k="begin break catch class continue do else elseif end enum exit filter finally for"
            " foreach function if in param process return switch throw trap try until using while"
        ),
        folds_case=True,
        colours_types=False,
    ),
    "python": Language(
        (
            HASH,
            ("s", r"""(?s:\b[bfrtuBFRTU]{0,2}(?:"{3}.*?(?:"{3}|\Z)|'{3}.*?(?:'{3}|\Z)))"""),
            TRIPLE,
            ("s", r"""\b[bfrtuBFRTU]{1,2}(?:"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?)"""),
            DOUBLE,
            SINGLE,
            ("na", r"(?m:^[ \t]*+@[\w.]++)"),
            NUMBER,
        ),
        words(
            k="and as assert async await break case class continue def del elif else except finally"
            " for from global if import in is lambda match nonlocal not or pass raise return try"
            " while with yield",
            m="True False None Ellipsis NotImplemented",
            nb="abs all any bool bytes callable cls dict enumerate filter float frozenset getattr"
            " hasattr int isinstance issubclass iter len list map max min next object open print"
            " property range repr reversed round self set sorted staticmethod str sum super tuple"
            " type zip",
        ),
    ),
    "r": Language(
        (
            HASH,
            DOUBLE_LINES,
            ("s", r"(?s:'(?:[^'\\]|\\.)*+'?)"),
            ("k", r"<-|\|>|%[^%\s]{0,9}%"),
            NUMBER,
        ),
        words(
            k="break else for function if in next repeat return while",
            m="TRUE FALSE NULL NA NaN Inf",
            nb="c data.frame library list",
        ),
        word=r"[^\W\d][\w.]*+",
        colours_types=False,
    ),
    "ruby": Language(
        (
            HASH,
            DOUBLE_LINES,
            ("s", r"(?s:'(?:[^'\\]|\\.)*+'?)"),
            ("m", r"(?<![:\w]):\w++|\b\w++:(?![:\w])"),
            ("nb", r"@{1,2}\w++|\$\w++"),
            NUMBER,
        ),
        words(
            k="alias and attr_accessor attr_reader begin break case class def do else elsif end"
            " ensure for if in include module next not or private protected public raise redo"
            " require require_relative rescue retry return self super then undef unless until when"
            " while yield",
            m="true false nil",
        ),
        word=r"[^\W\d]\w*+[?!]?",
    ),
    "sql": Language(
        (DASHES, STARS, ("s", r"'[^']*+'?"), ("nb", r'"[^"\n]*+"?|[:@$]\w++'), NUMBER),
        words(
            k="add all alter analyze and any as asc begin between by cascade case check column"
            " commit conflict constraint create cross database default delete desc distinct do drop"
            " else end except exists explain foreign from full function grant group having if ilike"
            " in index inner insert intersect into is join key lateral left like limit natural not"
            " nothing of offset on or order outer over partition primary references returning"
            " revoke right rollback row select set table then to transaction trigger truncate union"
            " unique update using values view when where window with",
            m="true false null",
            nc="bigint boolean bytea char date decimal integer int interval json jsonb numeric real"
            " serial smallint text time timestamp timestamptz uuid varchar",
        ),
        folds_case=True,
        colours_types=False,
    ),
}
