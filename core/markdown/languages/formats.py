"""Markup, settings, build files and data."""

from core.markdown.languages.language import (
    DOLLAR,
    DOUBLE,
    DOUBLE_LINES,
    HASH,
    LITERALS,
    NUMBER,
    SINGLE,
    SINGLE_LINES,
    SLASHES,
    STARS,
    TRIPLE,
    Language,
    Rules,
    words,
)

MARKUP: Rules = (
    ("c", r"(?s:<!--.*?(?:-->|\Z))"),
    ("tag", r"<[/!?]?[a-zA-Z][^<>]*+>?"),
    ("m", r"&#?\w{1,31};"),
)
ASSIGNED: Rules = (
    ("c", r"(?m:^[ \t]*+[;#][^\n]*+)"),
    ("k", r"(?m:^[ \t]*+\[[^\]\n]*+\]?)"),
    ("na", r"(?m:^[ \t]*+[\w.\-]++(?=[ \t]*+[=:]))"),
)


LANGUAGES: dict[str, Language] = {
    "css": Language(
        (
            STARS,
            DOUBLE,
            SINGLE,
            ("k", r"@[\w-]++|!important"),
            ("m", r"#[\da-fA-F]{3,8}\b"),
            ("nc", r"[.#][a-zA-Z_-][\w-]*+"),
            ("nb", r"--[\w-]++|\$[\w-]++"),
            ("na", r"[a-zA-Z][\w-]*+(?=[ \t]*+:[ \t\w'\"#$-])"),
            ("m", r"(?<![\w.-])[-+]?(?:\d++(?:\.\d++)?|\.\d++)[a-zA-Z%]*+"),
        ),
        {},
        word=r"[a-zA-Z][\w-]*+",
        colours_types=False,
    ),
    "diff": Language(
        (
            ("gh", r"(?m:^(?:@@|diff |index |\+\+\+ |--- )[^\n]*+)"),
            ("gi", r"(?m:^\+[^\n]*+)"),
            ("gd", r"(?m:^-[^\n]*+)"),
        ),
        {},
        word=r"[^\n]++",
        colours_calls=False,
        colours_types=False,
    ),
    "docker": Language(
        (HASH, DOUBLE, SINGLE, DOLLAR, ("na", r"(?<!\S)--[a-zA-Z][\w-]*+"), NUMBER),
        words(
            k="ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL"
            " STOPSIGNAL USER VOLUME WORKDIR"
        ),
        colours_calls=False,
        colours_types=False,
    ),
    "html": Language(MARKUP, {}, word=r"[^<&]++", colours_calls=False, colours_types=False),
    "ini": Language((*ASSIGNED, DOUBLE), {}, colours_calls=False, colours_types=False),
    "json": Language(
        (("na", r'"(?:[^"\\\n]|\\.)*+"(?=\s*+:)'), DOUBLE, SLASHES, NUMBER),
        words(m=LITERALS),
        colours_calls=False,
        colours_types=False,
    ),
    "latex": Language(
        (
            ("c", r"(?<!\\)%[^\n]*+"),
            ("k", r"\\(?:[a-zA-Z@]++\*?|[^\n])"),
            ("s", r"\$[^$\n]*+\$?"),
            ("na", r"(?<=\{)[\w*]++(?=\})"),
        ),
        {},
        colours_calls=False,
        colours_types=False,
    ),
    "make": Language(
        (
            HASH,
            ("nb", r"\$(?:\([^()\n]*+\)?|\{[^{}\n]*+\}?|[\w@<^+*?%$])"),
            ("nf", r"(?m:^[\w./%-]++(?=[ \t]*+:))"),
            ("na", r"(?m:^[\w.-]++(?=[ \t]*+[:+?]?=))"),
            DOUBLE,
        ),
        words(k="define else endef endif export ifdef ifeq ifndef ifneq include override"),
        colours_calls=False,
        colours_types=False,
    ),
    "nginx": Language(
        (HASH, DOUBLE, SINGLE, DOLLAR, ("k", r"(?m:^[ \t]*+[a-z_]++)"), NUMBER),
        words(m="on off"),
        colours_calls=False,
        colours_types=False,
    ),
    "tag": Language(
        (
            DOUBLE_LINES,
            SINGLE_LINES,
            ("k", r"^<[/!?]?[\w:.-]++|[/?]?>$"),
            ("na", r"[\w:@.-]++(?=\s*+=)"),
        ),
        {},
        word=r"[\w:@.-]++",
        colours_calls=False,
        colours_types=False,
    ),
    "toml": Language(
        (TRIPLE, *ASSIGNED, HASH, DOUBLE, SINGLE, NUMBER),
        words(m="true false"),
        colours_calls=False,
        colours_types=False,
    ),
    "xml": Language(
        (("s", r"(?s:<!\[CDATA\[.*?(?:\]\]>|\Z))"), *MARKUP),
        {},
        word=r"[^<&]++",
        colours_calls=False,
        colours_types=False,
    ),
    "yaml": Language(
        (
            HASH,
            ("na", r"(?m:^[ \t]*+(?:- )*+[\w./-]++(?=:(?:\s|\Z)))"),
            DOUBLE_LINES,
            SINGLE_LINES,
            ("nb", r"(?<!\S)[&*]\w++"),
            ("k", r"(?m:^(?:---|\.\.\.)$)|(?<!\S)![\w!/-]*+"),
            NUMBER,
        ),
        words(m="true false null yes no on off"),
        word=r"[^\W\d][\w./-]*+",
        colours_calls=False,
        colours_types=False,
    ),
}
