"""The corpora of two well-known libraries: what was written is kept to the letter."""

import pytest

from core.replies import strip_text

KEPT = {
    "correct_sig": "this is an email with a correct -- signature.",
    "email_1_3": "Oh thanks.\n\nHaving the function would be great.",
    "email_1_4": "Awesome! I haven't had another problem with it.",
    "email_1_6": "I get proper rendering as well.",
    "email_1_7": ":+1:",
    "email_2_1": "Outlook with a reply",
    "email_2_2": "Outlook with a reply directly above line",
    "email_BlackBerry": "Here is another email",
    "email_gmail": "This is a test for inbox replying to a github message.",
    "email_headers_no_delimiter": "And another reply!",
    "email_iPhone": "Here is another email",
    "email_multi_word_sent_from_my_mobile_device": "Here is another email",
    "email_sent_from_my_not_signature": (
        "Here is another email\n\nSent from my desk, is much easier then my mobile phone."
    ),
    "pathological": (
        "I think you're onto something. I will try to fix the problem as soon as I\n"
        "get back to a computer."
    ),
}
FIRST_AND_LAST = {
    "email_1_1": ("Hi folks", "I am currently using the Java HTTP API."),
    "email_1_2": ("Hi,", "need to delete them all individually.”"),
    "email_1_5": ("One: Here's what I've got.", "for a while."),
    "email_1_8": ("> okay.", "and under this."),
    "email_bullets": ("test 2 this should list second", "   - and another"),
    "email_long_quote": ("Hi folks", "I am currently using the Java HTTP API."),
    "email_one_is_not_on": ("Thank, this is really helpful.", "when I run..."),
    "email_partial_quote_header": ("On your remote host", "the tunnel is not working."),
    "email_sig_delimiter_in_middle_of_line": ("Hi there!", "kthxbai"),
    "greedy_on": ("On your remote host", "the tunnel is not working."),
}


@pytest.mark.parametrize("corpus", ["github", "zapier"])
def test_what_was_written_is_kept(shared_data, corpus):
    mails = sorted((shared_data / "email-replies" / corpus / "test" / "emails").glob("*.txt"))
    assert len(mails) > 20

    for mail in mails:
        written = strip_text(mail.read_text()).written
        if mail.stem in KEPT:
            assert written == KEPT[mail.stem], mail.stem
        elif mail.stem in FIRST_AND_LAST:
            first, last = FIRST_AND_LAST[mail.stem]
            assert written.startswith(first), mail.stem
            assert written.replace('"', "”").endswith(last), mail.stem
        assert len(written) < 1_000 or mail.stem == "email_long_quote"  # one word of 700 kB
