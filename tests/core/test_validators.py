import pytest
from django.core.exceptions import ValidationError

from core.markdown import MAX_LENGTH
from core.validators import validate_markdown


def test_a_text_up_to_the_limit_is_accepted():
    validate_markdown("é" * MAX_LENGTH)


def test_a_longer_text_is_refused_with_both_numbers():
    with pytest.raises(ValidationError) as refused:
        validate_markdown("a" * (MAX_LENGTH + 1))

    assert refused.value.messages == [
        "This text has 64001 characters; 64000 is the most there is room for."
    ]


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_what_cannot_be_stored_is_refused(character):
    with pytest.raises(ValidationError) as refused:
        validate_markdown(f"a{character}b")

    assert refused.value.code == "unstorable"
