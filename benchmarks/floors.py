"""The least that a page can cost here: nothing, and one indexed query with twenty rows."""

from django.http import HttpRequest, HttpResponse
from django.template import engines

from discussions.models import Post

ROWS = """<!doctype html><title>Rows</title>
{% for row in rows %}<article><h2>{{ row.number }}</h2><time>{{ row.created_at }}</time>
<div>{{ row.html|safe }}</div></article>{% endfor %}"""


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def twenty_rows(request: HttpRequest) -> HttpResponse:
    rows = Post.objects.order_by("-pk").only("number", "created_at", "html")[:20]
    return HttpResponse(engines["jinja2"].from_string(ROWS).render({"rows": list(rows)}))
