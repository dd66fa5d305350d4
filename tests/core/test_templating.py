import pytest
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from core.errors import DomainError


def test_a_block_is_rendered_alone_with_the_pages_context(rf):
    response = render(rf.get("/"), "409.html#title", {"error": None})

    assert response.content.decode() == "That did not happen"


def test_a_block_that_is_not_there_is_a_missing_template():
    with pytest.raises(TemplateDoesNotExist):
        get_template("409.html#nothing")


def test_a_block_is_escaped_once(rf):
    response = render(rf.get("/"), "409.html#main", {"error": DomainError("<b> & more")})

    assert "<h1>That did not happen</h1>" in response.text
    assert "&lt;b&gt; &amp; more" in response.text
