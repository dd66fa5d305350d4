"""Every address of the site, by walking what Django routes."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Not ours to say: the admin site asks for staff itself, and is tested where it is set up.
FOREIGN = ("admin:",)


def routes() -> Iterator[str]:
    """The names of all routes with their namespaces; a route without a name is an error."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            namespace = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            if not namespace.startswith(FOREIGN):
                yield from _walk(entry, namespace)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            yield f"{prefix}{entry.name}"
