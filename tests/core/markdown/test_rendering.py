from core.markdown import parse, render


def html(source: str) -> str:
    return render(source).html.strip()


def test_a_line_break_typed_is_a_line_break_shown():
    assert html("one\ntwo") == "<p>one<br>\ntwo</p>"


def test_markup_typed_by_a_person_is_shown_and_not_obeyed():
    assert html("<b onclick=x>hi</b>") == "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>"
    assert html("<script>\nx\n</script>").startswith("<p>&lt;script&gt;<br>")


def test_headings_begin_below_those_of_the_page():
    assert html("# One\n## Two") == "<h3>One</h3>\n<h4>Two</h4>"


def test_headings_skip_no_level_whatever_the_writer_did():
    source = "### a\n\n# b\n\n#### c\n\n##### d\n\n###### e\n\n## f"

    levels = [line[:4] for line in html(source).splitlines()]

    assert levels == ["<h3>", "<h3>", "<h4>", "<h5>", "<h6>", "<h4>"]


def test_headings_carry_no_id():
    assert "id=" not in html("# Settings")


def test_the_deepest_headings_stay_headings():
    source = "\n\n".join("#" * level + " x" for level in range(1, 7))

    assert html(source).splitlines()[-1] == "<h6>x</h6>"


def test_a_task_is_a_dead_checkbox_named_by_its_words():
    assert html("- [x] Call *Rosa*\n- [ ] Write") == (
        "<ul>\n"
        '<li class="task"><label><input type="checkbox" disabled="" checked=""> '
        "Call <em>Rosa</em></label></li>\n"
        '<li class="task"><label><input type="checkbox" disabled=""> Write</label></li>\n'
        "</ul>"
    )


def test_the_label_of_a_task_does_not_swallow_the_list_inside_it():
    assert "</label>\n<ul>\n<li>inner" in html("- [ ] outer\n  - inner")


def test_brackets_elsewhere_are_no_task():
    assert "<input" not in html("[x] not in a list\n\n- text [x] later\n\n1. `[x]` code")


def test_a_wide_table_scrolls_in_a_box_named_by_its_headings():
    assert html("| Name | **Since** |\n|:--|--:|\n| Rosa | 2019 |") == (
        '<div class="table-scroll" tabindex="0" role="region" aria-label="Name, Since">\n'
        '<table>\n<thead>\n<tr>\n<th class="left">Name</th>\n'
        '<th class="right"><strong>Since</strong></th>\n</tr>\n</thead>\n<tbody>\n'
        '<tr>\n<td class="left">Rosa</td>\n<td class="right">2019</td>\n</tr>\n</tbody>\n'
        "</table>\n</div>"
    )


def test_a_table_without_headings_is_no_region():
    assert "role=" not in html("| | |\n|-|-|\n| a | b |")


def test_our_own_picture_is_shown():
    assert html('![A kiln](/uploads/7/kiln.png "Fired")') == (
        '<p><img src="/uploads/7/kiln.png" alt="A kiln" title="Fired" loading="lazy"></p>'
    )


def test_a_picture_that_is_known_has_its_place_kept_and_another_is_a_link():
    asked = []

    def sizes(uploads):
        asked.append(uploads)
        return {"/uploads/1.png": (640, 480)}

    rendered = render(
        "![a](/uploads/1.png) ![b](/uploads/2.png) [![c](/uploads/3.png)](/p/rosa/)", sizes=sizes
    )
    render("no picture", sizes=sizes)

    assert rendered.html == (
        '<p><img src="/uploads/1.png" alt="a" width="640" height="480" loading="lazy"> '
        '<a href="/uploads/2.png">b</a> <a href="/p/rosa/">c</a></p>\n'
    )
    assert asked == [("/uploads/1.png", "/uploads/2.png", "/uploads/3.png")]


def test_a_picture_on_another_host_becomes_a_link():
    assert html("![A kiln](https://elsewhere.example/k.png)") == (
        '<p><a href="https://elsewhere.example/k.png" rel="nofollow ugc noopener">A kiln</a></p>'
    )


def test_a_picture_on_another_host_inside_a_link_becomes_its_words():
    assert html("[![A kiln](https://a.example/k.png)](/p/rosa/)") == (
        '<p><a href="/p/rosa/">A kiln</a></p>'
    )


def test_a_picture_cannot_climb_out_of_the_uploads():
    for path in ("/uploads/../operate/", "/uploads/%2e%2e/operate/", "/uploads/.a", "/uploads/"):
        assert "<img" not in html(f"![x]({path})")


def test_links_to_elsewhere_lend_no_reputation_and_ours_need_no_rel():
    assert html("[a](//b.example/c)") == (
        '<p><a href="//b.example/c" rel="nofollow ugc noopener">a</a></p>'
    )
    assert html("[a](/c/kiln/)") == '<p><a href="/c/kiln/">a</a></p>'


def test_links_lead_only_to_the_web_and_to_mail():
    for target in ("javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///x", "tel:1"):
        assert "<a" not in html(f"[a]({target})")
        assert "<a" not in html(f"<{target}>")


def test_a_document_says_what_it_refers_to_once_each_in_order():
    document = parse(
        "https://b.example [x](https://a.example) https://b.example /local [y](/z)\n"
        "![1](/uploads/1.png) ![2](/uploads/2.png) ![1](/uploads/1.png) `https://no.example`\n"
        "[3](/uploads/3.pdf) [climb](/uploads/../z) `/uploads/4.pdf`"
    )

    assert document.links == ("https://b.example", "https://a.example")
    assert document.uploads == ("/uploads/1.png", "/uploads/2.png", "/uploads/3.pdf")


def test_half_a_surrogate_pair_does_not_stop_the_page():
    assert html("a\ud800b") == "<p>a?b</p>"
