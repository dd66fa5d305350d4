from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

CLASSES = {
    "textarea": "textarea",
    "select": "select",
    "selectmultiple": "select",
    "checkbox": "",
}


def control(field: BoundField, hint: str = "", **attributes: Any) -> SafeString:
    """The field's widget, tied to the hint and the errors that the design system puts beside it."""
    attrs = {name.replace("_", "-"): value for name, value in attributes.items() if value != ""}
    own = field.field.widget.attrs
    classes = attrs.pop("class", None) or CLASSES.get(field.widget_type, "input")
    if classes := f"{own.get('class', '')} {classes}".strip():
        attrs["class"] = classes
    described = [f"{field.auto_id}-h"] if hint else []
    if field.errors:
        described.append(f"{field.auto_id}-e")
        attrs["aria-invalid"] = "true"
    # False leaves it out; unset, Django would name ids that these pages do not have.
    attrs["aria-describedby"] = " ".join(described) or False
    return field.as_widget(attrs=attrs)


def editor_words() -> dict[str, str]:
    """What static/js/editor says while somebody writes."""
    return {
        "bold": gettext("in bold"),
        "italic": gettext("with emphasis"),
        "linkText": gettext("what it leads to"),
        "code": gettext("code"),
        "people": gettext("People to mention"),
        "found": gettext("%s found. Arrows choose, Enter takes, Escape closes."),
        "noPreview": gettext("The preview did not come. What you wrote is still there."),
        "file": gettext("file"),
        "uploading": gettext("Uploading %s"),
        "uploaded": gettext("%s added"),
        "shows": gettext("What %s shows, for whoever cannot see it"),
        "cancel": gettext("Cancel"),
        "done": gettext("Done"),
        "dismiss": gettext("Dismiss"),
        "tooLarge": gettext("It is too large. Send a smaller one."),
        "noUpload": gettext("It did not arrive. Try again in a moment."),
        "wait": gettext("Wait a moment: a file is still on its way."),
        "saved": gettext("Draft saved %s"),
        "offline": gettext("Not saved yet. Your text is kept in this browser."),
        "signedOut": gettext("You have been signed out. Your text is kept in this browser."),
        "signIn": gettext("Sign in again"),
        "drafted": gettext("This is your draft from last time."),
        "moved": gettext("This draft was changed in another tab or on another device. It says:"),
        "choose": gettext("Choose first which of the two drafts stays."),
        "keepMine": gettext("Keep mine"),
        "takeTheirs": gettext("Take this one"),
        "copy": gettext("Copy it"),
        "copied": gettext("Copied."),
        "tookTheirs": gettext("Your own text was put away."),
        "keptHere": gettext("This browser kept text of yours that was not saved."),
        "putBack": gettext("Put it back"),
        "discard": gettext("Discard it"),
        "discarded": gettext("Draft discarded."),
        "undo": gettext("Undo"),
    }
