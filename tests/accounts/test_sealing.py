import pytest
from cryptography.fernet import InvalidToken

from accounts.sealing import open_sealed, seal


def test_what_is_sealed_is_unreadable_and_opens_again():
    sealed = seal("JBSWY3DP")

    assert "JBSWY3DP" not in sealed
    assert open_sealed(sealed) == "JBSWY3DP"


def test_it_still_opens_after_the_key_was_changed(settings):
    sealed = seal("JBSWY3DP")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert open_sealed(sealed) == "JBSWY3DP"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        open_sealed(sealed)


def test_what_is_sealed_for_one_use_is_not_opened_for_another():
    sealed = seal("JBSWY3DP", "badges")

    assert open_sealed(sealed, "badges") == "JBSWY3DP"
    with pytest.raises(InvalidToken):
        open_sealed(sealed)
