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


def coloured(code: str, language: str) -> list[tuple[str, str]]:
    spans = parse(render(f"~~~~{language}\n{code}\n~~~~").html).iter("span")
    return [(span.attrib["class"], span.text or "") for span in spans]


@pytest.mark.parametrize(
    ("language", "code", "spans"),
    [
        ("python", "'#1' # it's", [("s", "'#1'"), ("c", "# it's")]),
        ("python", 'f"""a\n"b"""', [("s", 'f"""a\n"b"""')]),
        ("python", "@a.b\ndef f(): ...", [("na", "@a.b"), ("k", "def"), ("nf", "f")]),
        ("js", "x = /a'b/g; // c", [("s", "/a'b/g"), ("c", "// c")]),
        ("js", "a / b / c", []),
        ("ts", "`a\n${b}` as Bag", [("s", "`a\n${b}`"), ("k", "as"), ("nc", "Bag")]),
        (
            "html",
            "<a b='c'>for</a>",
            [("k", "<a"), ("na", "b"), ("s", "'c'"), ("k", ">"), ("k", "</a"), ("k", ">")],
        ),
        ("css", "a { color: #fff } /* b */", [("na", "color"), ("m", "#fff"), ("c", "/* b */")]),
        (
            "json",
            '{"a": "b", "c": null}',
            [("na", '"a"'), ("s", '"b"'), ("na", '"c"'), ("m", "null")],
        ),
        ("yaml", "a: 1 # b", [("na", "a"), ("m", "1"), ("c", "# b")]),
        (
            "sql",
            "Select 'it''s' -- b",
            [("k", "Select"), ("s", "'it'"), ("s", "'s'"), ("c", "-- b")],
        ),
        ("sh", "echo $a#b # c", [("nb", "echo"), ("nb", "$a"), ("c", "# c")]),
        ("rust", "let x: &'a u8 = b'c';", [("k", "let"), ("nb", "'a"), ("k", "u8"), ("s", "'c'")]),
        ("diff", "@@ 1\n-a\n+b\n c", [("gh", "@@ 1"), ("gd", "-a"), ("gi", "+b")]),
        (
            "c",
            "#include <a.h>\nint f(0x1F);",
            [("na", "#include"), ("k", "int"), ("nf", "f"), ("m", "0x1F")],
        ),
    ],
)
def test_comments_strings_and_names_are_told_apart(language, code, spans):
    assert coloured(code, language) == spans


def test_what_is_never_closed_reaches_to_the_end_of_its_line_or_of_the_code():
    assert coloured('a = "b\nc = 1', "python") == [("s", '"b'), ("m", "1")]
    assert coloured("/* a\nb", "c") == [("c", "/* a\nb\n")]
