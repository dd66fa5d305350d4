"""Tokens to HTML, in the vocabulary that the sanitiser lets through."""

from collections.abc import Mapping, Sequence

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from core.markdown import links
from core.markdown.highlight import Highlighter, language_named

ALIGNMENTS = frozenset({"left", "center", "right"})


class Renderer(RendererHTML):
    """Each method is named for the token it writes; the signature is markdown-it's."""

    def as_typed(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f'<pre class="as-typed">{escapeHtml(tokens[idx].content)}</pre>\n'

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        remote = links.is_remote(str(token.attrs["href"]))
        rel = f' rel="{links.REL}"' if remote else ""
        return f"<a{self.renderAttrs(token)}{rel}>"

    def mention(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        people: Mapping[str, str] = env["people"]
        token = tokens[idx]
        typed = escapeHtml(token.content)
        address = people.get(token.meta["handle"])
        return f'<a class="mention" href="{escapeHtml(address)}">{typed}</a>' if address else typed

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        sizes: Mapping[str, tuple[int, int]] | None = env["sizes"]
        src = str(token.attrs["src"])
        attrs: dict[str, str | int | float] = {"src": src, "alt": token.content}
        if sizes is not None:
            if src not in sizes:
                return _linked(token, src)
            attrs["width"], attrs["height"] = sizes[src]
        if "title" in token.attrs:
            attrs["title"] = token.attrs["title"]
        written = "".join(f' {name}="{escapeHtml(str(value))}"' for name, value in attrs.items())
        return f'<img{written} loading="lazy">'

    def task_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        checked = " checked" if tokens[idx].meta["checked"] else ""
        return f'<label><input type="checkbox" disabled{checked}> '

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return self.renderToken(tokens, idx, options, env)

    def s_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<del>"

    def s_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</del>"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        language = language_named(unescapeAll(token.info))
        highlighter: Highlighter = env["highlighter"]
        name = f' class="language-{language}"' if language else ""
        code = highlighter.html(token.content, language)
        return f'<pre tabindex="0"><code{name}>{code}</code></pre>\n'

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f'<pre tabindex="0"><code>{escapeHtml(tokens[idx].content)}</code></pre>\n'

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A region must have a name; a table whose headings are empty scrolls without being one."""
        name = escapeHtml(tokens[idx].meta["name"])
        region = f' role="region" aria-label="{name}"' if name else ""
        return f'<div class="table-scroll" tabindex="0"{region}>\n<table>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _cell(tokens[idx])

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _cell(tokens[idx])


def _linked(picture: Token, src: str) -> str:
    words = escapeHtml(picture.content or src.rpartition("/")[2])
    return words if picture.meta["inside_link"] else f'<a href="{escapeHtml(src)}">{words}</a>'


def _cell(token: Token) -> str:
    alignment = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f'<{token.tag} class="{alignment}">' if alignment else f"<{token.tag}>"
