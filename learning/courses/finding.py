"""Search within a course, among the lessons that are open to the viewer."""

from collections.abc import Sequence

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models.fields.json import KeyTextTransform

from learning.courses.models import EditionLesson
from learning.courses.reading import Reading

MOST = 50
SIMPLE = "simple"  # courses are written in any language


def found_in(reading: Reading, words: str) -> Sequence[EditionLesson]:
    """In the order of the course, with how each begins. No more is said of what is locked."""
    if not words.strip() or not reading.outline.lessons:
        return []
    edition = reading.outline.lessons[0].edition_id
    asked = KeyTextTransform("text", "assignment")
    text = SearchVector("title", "text", "transcript", "spoken", asked, config=SIMPLE)
    query = SearchQuery(words, config=SIMPLE, search_type="websearch")
    lessons = EditionLesson.objects.filter(edition=edition).annotate(words=text).filter(words=query)
    found = lessons.for_outline().order_by("position")
    return [lesson for lesson in found if reading.may_read(lesson)][:MOST]
