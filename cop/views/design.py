"""Every component in every state, from the macros that the pages use. In development only."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Dye, User
from communities.models import Community
from communities.models.community import Joining, Visibility
from core import markdown
from core.http import PageRequest

PEOPLE = [
    ("grace", "Grace Mutua", "M&E officer, nutrition", Dye.WELD),
    ("joseph", "Joseph Wanyama", "Evaluation lead, maternal health", Dye.WALNUT),
    ("hyejin", "Hye-jin Park", "Quantitative researcher", Dye.VERDIGRIS),
    ("brid", "Bríd Ní Chonaill", "Ward sister, older people", Dye.LINCOLN),
    ("piotr", "Piotr Zieliński", "Infrastructure lead", Dye.SLATE),
]
MARKS = {
    Dye.WOAD: "M12 2.5 21.5 12 12 21.5 2.5 12zM8.5 10h7M8.5 14h7",
    Dye.INDIGO: "M8 4h8l5 8-5 8H8l-5-8zM8 12l3-3 2 6 3-3",
    Dye.ORCHIL: "M5 4v16h14V4M10 7v9M14 7v9",
    Dye.COCHINEAL: "M4 20V10l8-6 8 6v10zM8 16l4-3 4 3",
    Dye.MADDER: "M2.5 20 12 4l9.5 16zM9 16.5l3-3 3 3",
    Dye.WALNUT: "M4 5h16l-4 15H8zM8.5 11.5h7",
    Dye.WELD: "M5 5h14v14H5zM12 5v14M5 12h7",
    Dye.LINCOLN: "M4 20V5h16v15M9 20v-9h6v9",
    Dye.VERDIGRIS: "M5 20V4h14v16M9 9h6M9 13h6M9 17h6",
    Dye.SLATE: "M4 20V9l5-5h6l5 5v11M9 20v-7h6v7",
}
PROSE = """Report a range, and show **how you narrowed it**. The argument was *never* "our number".

Ask `clean_registers()` what it dropped, or read [the method note](https://example.org).

1. Use the late joiners.
2. Bracket it with the registers.

- [x] Say that 13 facilities are missing
- [ ] Write down what you will call a change

> Three sources that fail in different ways.

| Source | Estimate | How it could mislead |
|---|--:|---|
| Late joiners, n = 612 | 38% | They joined later for a reason |
| Clinic registers | 31% | Misses everyone who does not attend |

```python
def spread(low: float, high: float) -> float:  # both in per cent
    "As a share of the middle."
    return 2 * (high - low) / (high + low)
```
"""


class Sample(forms.Form):
    title = forms.CharField(
        label=_("Your question"),
        help_text=_("One sentence. You can add detail below."),
    )
    due = forms.DateField(
        label=_("When do you need an answer by?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Choose a date after today")},
    )
    joining = forms.ChoiceField(label=_("Who can join"), choices=Joining.choices)
    visibility = forms.ChoiceField(
        label=_("Who can read"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who can read")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What to hear about"),
        required=False,
        choices=[("answers", _("Answers to your questions")), ("mentions", _("Your name"))],
        widget=forms.CheckboxSelectMultiple,
    )
    dye = forms.ChoiceField(
        label=_("Accent"),
        help_text=_("The colour of its cloth."),
        choices=Dye.choices,
        widget=forms.RadioSelect,
    )
    tell = forms.BooleanField(
        label=_("Tell me when someone replies"),
        required=False,
        help_text=_("At most once an hour."),
    )
    tried = forms.CharField(
        label=_("What have you already tried?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(label=_("Your answer"), required=False, widget=forms.Textarea)

    def clean_title(self) -> str:
        if not self.cleaned_data["title"].endswith("?"):
            raise ValidationError(_("Write your question as a sentence"))
        return self.cleaned_data["title"]


def design(request: PageRequest) -> HttpResponse:
    if request.method == "POST":
        messages.success(request, _("Saved. This is what a toast looks like."))
        return redirect("design")
    return render(request, "design.html", sheet())


def sheet() -> dict[str, Any]:
    now = timezone.now()
    return {
        "people": [
            User(handle=handle, name=name, headline=line, dye=dye)
            for handle, name, line, dye in PEOPLE
        ],
        "books": [
            Community(name=f"{dye.label} guild", slug=dye, dye=dye, mark=mark, member_count=610 * n)
            for n, (dye, mark) in enumerate(MARKS.items(), start=1)
        ],
        "wrong": Sample(
            {"wrong-title": "baseline", "wrong-due": "soon", "wrong-joining": "open"},
            prefix="wrong",
        ),
        "empty": Sample(
            prefix="empty", initial={"visibility": "public", "dye": "verdigris", "tell": True}
        ),
        "editor": Sample(prefix="editor", initial={"source": "On our programme we…"}),
        "prose": markdown.render(PROSE).html,
        "moments": [
            now - timedelta(minutes=minutes)
            for minutes in (0, 40, 180, 26 * 60, 5 * 1440, 60 * 1440, 500 * 1440)
        ],
    }
