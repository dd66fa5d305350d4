import pytest

from core.markdown import render
from core.markdown.highlight import MAX_SPANS, NAMES
from tests.core.markdown.dom import parse


def html(source: str) -> str:
    return render(source).html.strip()


def test_code_in_a_known_language_is_coloured_by_class():
    assert html("```py\ndef f():\n    return 1\n```") == (
        '<pre tabindex="0"><code class="language-python"><span class="k">def</span> '
        '<span class="nf">f</span>():\n    <span class="k">return</span> '
        '<span class="m">1</span>\n</code></pre>'
    )


def test_code_in_an_unknown_language_is_shown_plain():
    assert html("```befunge\n<b>1\n```") == ('<pre tabindex="0"><code>&lt;b&gt;1\n</code></pre>')


def test_what_follows_the_language_is_ignored():
    assert 'class="language-python"' in html('```Python title="x" {1,3}\n1\n```')


@pytest.mark.parametrize("language", sorted(NAMES))
def test_no_character_of_the_code_is_lost(language):
    code = "<a href='x'>&amp;\n\n\n\t{% \"b\" %} #c /* d */ é\r\n$x = `e` \\n\n  "

    shown = render(f"~~~~{language}\n{code}\n~~~~").html

    assert f'class="language-{language}"' in shown
    assert text_of(shown) == code.replace("\r\n", "\n") + "\n"


def text_of(shown: str) -> str:
    return "".join(parse(shown).itertext()).removesuffix("\n")


def test_code_past_the_allowance_of_a_document_stays_plain():
    shown = html("```python\n" + "x = 1\n" * MAX_SPANS + "```\n\n```python\nx = 1\n```")

    assert shown.count("<span") == MAX_SPANS
    assert shown.count("x = ") == MAX_SPANS + 1
    assert shown.endswith('<code class="language-python">x = 1\n</code></pre>')
