import pytest

from core import markdown


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("## What happened\n\nIt rained.\n\n## Why\n\nWeather.", "It rained. Weather."),
        ("> You asked\n\nNo.", "No."),
        ("```\ndf -h\n```\nIt is full.", "It is full."),
        ("# Only a heading", "Only a heading"),
    ],
)
def test_an_excerpt_is_what_the_writer_says(source, said):
    assert markdown.excerpt(markdown.render(source).html) == said
