"""How mail programs find which mails belong together: Jamie Zawinski's algorithm.

https://www.jwz.org/doc/threading.html, whole: by references, then by subjects.
"""

import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage


class Container:
    """A mail, or the place of one that others refer to and that is not there."""

    def __init__(self) -> None:
        self.message: EmailMessage | None = None
        self.parent: Container | None = None
        self.children: list[Container] = []

    def add(self, child: "Container") -> None:
        if child.parent:
            child.parent.children.remove(child)
        child.parent = self
        self.children.append(child)

    def leave(self) -> None:
        if self.parent:
            self.parent.children.remove(self)
            self.parent = None

    def holds(self, other: "Container") -> bool:
        return self is other or any(child.holds(other) for child in self.children)

    def __iter__(self) -> Iterator[EmailMessage]:
        if self.message:
            yield self.message
        for child in self.children:
            yield from child

    @property
    def subject(self) -> str:
        first = next(iter(self), None)
        return re.sub(
            r"^(\s*re:\s*)+", "", str(first["Subject"] if first else ""), flags=re.IGNORECASE
        )


def threads_of(
    mails: Iterable[EmailMessage], *, by_subject: bool = True
) -> list[list[EmailMessage]]:
    """The mails of one mailbox, each thread by itself."""
    containers: dict[str, Container] = {}
    for mail in mails:
        _place(mail, containers)
    roots = [container for container in containers.values() if container.parent is None]
    roots = [kept for root in roots for kept in _prune(root)]
    return [list(root) for root in (_gather(roots) if by_subject else roots)]


def _place(mail: EmailMessage, containers: dict[str, Container]) -> None:
    """Steps 1A to 1C: its container, below the chain of those that it refers to."""
    [own] = _ids(str(mail["Message-ID"]))
    container = containers.setdefault(own, Container())
    if container.message:
        raise AssertionError(f"Two mails are called {own}.")
    container.message = mail
    before: Container | None = None
    for reference in _ids(str(mail["References"] or mail["In-Reply-To"] or "")):
        named = containers.setdefault(reference, Container())
        if before and not named.parent and not named.holds(before):
            before.add(named)
        before = named
    container.leave()
    if before and not container.holds(before):
        before.add(container)


def _ids(header: str) -> list[str]:
    return re.findall(r"<[^<>\s]+>", header)


def _prune(container: Container, *, is_root: bool = True) -> list[Container]:
    """Step 4: what an empty place holds takes its place, but several of them at the root."""
    for child in list(container.children):
        for kept in _prune(child, is_root=False):
            if kept is not child:
                container.add(kept)
        if not child.message:
            child.leave()
    if container.message or (is_root and len(container.children) > 1):
        return [container]
    below = list(container.children)
    for child in below:
        child.leave()
    return below


def _gather(roots: list[Container]) -> list[Container]:
    """Step 5: roots of one subject are one thread."""
    by_subject: dict[str, Container] = {}
    gathered = []
    for root in roots:
        first = by_subject.setdefault(root.subject, root) if root.subject else root
        if first is root:
            gathered.append(root)
        else:
            first.add(root)
    return gathered
