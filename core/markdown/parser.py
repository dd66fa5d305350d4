"""The one parser, built once: it keeps no state between documents."""

from markdown_it import MarkdownIt

from core.markdown import autolinks, layout, links, mentions
from core.markdown.meter import MeteredBlocks, MeteredInlines
from core.markdown.rendering import Renderer


class Parser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:
        return links.encode(url)

    def normalizeLinkText(self, link: str) -> str:
        return link

    def validateLink(self, url: str) -> bool:
        return links.is_allowed(url)


def _build() -> Parser:
    md = Parser(renderer_cls=Renderer)
    md.block, md.inline = MeteredBlocks(), MeteredInlines()
    options = {
        # Markup typed by a person is shown, not obeyed.
        "html": False,
        # Whoever presses Enter means it: the page shows the lines as the writer saw them.
        "breaks": True,
        "xhtmlOut": False,
        "tasklists": True,
        "strikethrough_single_tilde": True,
        "maxNesting": 20,
    }
    md.configure("commonmark", options)
    md.enable(["table", "strikethrough", "meter"])
    for extension in (autolinks, mentions, layout):
        extension.install(md)
    return md


md = _build()
