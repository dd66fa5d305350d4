from typing import Any, cast

from django.template import TemplateDoesNotExist
from django.template.backends.jinja2 import Jinja2 as DjangoJinja2
from django.template.backends.jinja2 import Template
from markupsafe import Markup


class Jinja2(DjangoJinja2):
    """Jinja2, with a page's blocks renderable alone: ``"discussions/topic.html#answers"``.

    Why Jinja2: docs/adr/0001-templates.md.
    """

    def get_template(self, template_name: str) -> Template:
        page, _, block = template_name.partition("#")
        template = super().get_template(page)
        if not block:
            return template
        if block not in template.template.blocks:
            raise TemplateDoesNotExist(template_name, backend=self)
        return Fragment(template.template, self, block)


class Fragment(Template):
    """One block of a page, rendered with the page's context and without its frame."""

    def __init__(self, template: Any, backend: Jinja2, block: str) -> None:
        super().__init__(cast(Any, _Block(template, block)), backend)


class _Block:
    """What Django's backend asks of a template of Jinja2, answered for one block."""

    def __init__(self, template: Any, name: str) -> None:
        self.template, self.block = template, name
        self.name, self.filename = template.name, template.filename

    def render(self, context: dict[str, Any]) -> str:
        inner = self.template.new_context(context)
        # As Jinja2 joins a whole page: what must be escaped is escaped already.
        return Markup("".join(self.template.blocks[self.block](inner)))  # noqa: S704
