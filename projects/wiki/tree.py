"""A project's pages as they hang below each other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from projects.models import Page, Project

Below = dict[int | None, list[Page]]


@dataclass
class Node:
    page: Page
    depth: int
    children: list["Node"] = field(default_factory=list)
    is_open: bool = False  # what is below it is shown beside a page


@dataclass
class Tree:
    top: list[Node]
    count: int

    def walk(self) -> Iterator[Node]:
        """All of them, each before what is below it."""
        yield from _walk(self.top)

    def above(self, page: Page) -> list[Page]:
        """The way from the top down to it, without it."""
        return [node.page for node in self._path(page)][:-1]

    def open_at(self, page: Page) -> None:
        """Show the way to a page, and what is below it."""
        for node in self._path(page):
            node.is_open = True

    def outside(self, page: Page) -> list[Node]:
        """Those that the page can be put below: neither itself nor what is below it."""
        inside = {node.page.pk for node in _walk(self._path(page)[-1:])}
        return [node for node in self.walk() if node.page.pk not in inside]

    def below(self, page: Page) -> list[Page]:
        return [node.page for node in self._path(page)[-1].children]

    def siblings(self, page: Page) -> list[Page]:
        path = self._path(page)
        beside = path[-2].children if len(path) > 1 else self.top
        return [node.page for node in beside]

    def _path(self, page: Page) -> list[Node]:
        path: list[Node] = []
        for node in self.walk():
            del path[node.depth :]
            path.append(node)
            if node.page.pk == page.pk:
                return path
        return []


def tree_of(project: Project) -> Tree:
    """In one query, however deep."""
    below: Below = defaultdict(list)
    for page in project.pages.present().for_list().in_order():
        page.project = project
        below[page.parent_id].append(page)
    return Tree(_nodes(below, None, 0), sum(map(len, below.values())))


def _nodes(below: Below, parent: int | None, depth: int) -> list[Node]:
    return [Node(page, depth, _nodes(below, page.pk, depth + 1)) for page in below.get(parent, [])]


def _walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
