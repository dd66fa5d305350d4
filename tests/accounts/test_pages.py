"""Every page of allauth is at an address of ours and looks like one of ours."""

from collections.abc import Iterator
from pathlib import Path

import allauth
import allauth.urls
import pytest
from allauth.account.mixins import CloseableSignupMixin
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.words import TOASTS

THEIRS = Path(allauth.__file__).parent / "templates"
# For what is not switched on here: codes in place of links, telephones, letting a browser skip
# the second step, signing up with nothing but a passkey, one address in place of several.
ABSENT_MAILS = {"password_reset_code", "email_confirm"}
ABSENT_TOASTS = {"phone_verified", "phone_verification_sent"}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def view_classes(pattern: URLPattern) -> Iterator[type]:
    """The class behind a view, also where decorators or a choosing function stand before it."""
    view = pattern.callback
    while view:
        if hasattr(view, "view_class"):
            yield view.view_class
        view = getattr(view, "__wrapped__", None)


def test_every_page_of_allauth_has_an_address_here():
    theirs = URLResolver(get_resolver().pattern, allauth.urls)
    ours = {pattern.name for pattern in patterns(get_resolver("accounts.urls"))}

    missing = {pattern.name for pattern in patterns(theirs) if pattern.name} - ours

    assert missing == set()


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            view.template_name
            for pattern in patterns(get_resolver("accounts.urls"))
            for view in view_classes(pattern)
            if getattr(view, "template_name", None)
        }
        | {
            CloseableSignupMixin.template_name_signup_closed,
            "account/verification_sent.html",
            "socialaccount/login.html",
            "socialaccount/authentication_error.html",
            "429.html",
        }
    ),
)
def test_every_page_of_allauth_has_a_template_here(name):
    assert get_template(name).backend.name == "jinja2"


@pytest.mark.parametrize("app", ["account", "mfa", "socialaccount"])
def test_every_mail_of_allauth_has_a_template_here(app):
    theirs = {
        path.name.removesuffix("_subject.txt")
        for path in (THEIRS / app / "email").glob("*_subject.txt")
    }
    if app == "account":
        theirs -= ABSENT_MAILS

    for kind in theirs:
        template = get_template(f"{app}/email/{kind}.html")
        assert template.backend.name == "jinja2"


def test_every_toast_of_allauth_has_words_here():
    theirs = {str(path.relative_to(THEIRS)) for path in THEIRS.glob("*/messages/*.txt")}

    missing = {path for path in theirs - set(TOASTS) if Path(path).stem not in ABSENT_TOASTS}

    assert missing == set()
