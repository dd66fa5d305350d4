from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString

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
