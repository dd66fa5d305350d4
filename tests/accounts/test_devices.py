import pytest

from accounts.devices import describe_device

MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko Firefox/145.0", "Firefox on Linux"),
        (f"{MAC} Chrome/142.0 Safari/537.36", "Chrome on Mac"),
        (f"{MAC} Version/26.0 Safari/605.1.15", "Safari on Mac"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/142.0", "Chrome on iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/142.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5.0", "An unknown device"),
        ("", "An unknown device"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(user_agent, words):
    assert describe_device(user_agent) == words
