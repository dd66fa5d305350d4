"""What a project can begin with: words to change, which say what belongs where.

What else a template lays out (tasks, pages, milestones) is named here too, and made by
`projects.laying_out`.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Template:
    key: str
    icon: str
    name: Words
    says: Words  # in one sentence, what it is for
    purpose: Words = ""
    done: Words = ""
    tasks: tuple[Words, ...] = ()
    milestones: tuple[Words, ...] = ()
    pages: tuple[tuple[Words, Words], ...] = field(default=())  # title and text of each


BLANK = Template(
    key="",
    icon="file-text",
    name=_("Something else"),
    says=_("An empty project, with a board to begin on."),
)

TEMPLATES: tuple[Template, ...] = (
    Template(
        key="guideline",
        icon="book-open-check",
        name=_("Write a guideline"),
        says=_("From a question that keeps coming back to a page that people follow."),
        purpose=_(
            "Practice differs from place to place on **…**, and people ask about it again and "
            "again. We agree on one way, say why, and write it so that it can be followed on a "
            "busy day."
        ),
        done=_(
            "- A guideline of one or two pages is published as an article here\n"
            "- At least three people who did not write it have tried it\n"
            "- Somebody owns it, and it has a day on which it is looked at again"
        ),
        tasks=(
            _("Collect what is done today, and where it differs"),
            _("Find and sum up the evidence"),
            _("Write a first draft"),
            _("Let people try it who did not write it"),
            _("Work in what they found"),
            _("Publish it, and name who owns it"),
        ),
        milestones=(_("First draft"), _("Tried out"), _("Published")),
        pages=(
            (
                _("What is known"),
                _(
                    "## What is done today\n\n\n## What the evidence says\n\n"
                    "| Source | What it says | How sure we are |\n|---|---|---|\n|  |  |  |\n\n"
                    "## What is open\n\n"
                ),
            ),
            (
                _("Draft"),
                _("## When it applies\n\n\n## What to do\n\n\n## Exceptions\n\n\n## Sources\n\n"),
            ),
        ),
    ),
    Template(
        key="study",
        icon="search",
        name=_("Run a study"),
        says=_("A question that can be answered by looking, counting or asking."),
        purpose=_(
            "We want to know **…**. Nobody here can say, and the answer would change what we do: …"
        ),
        done=_(
            "- The question is answered, or we know why it cannot be\n"
            "- Method, data and findings are written up so that somebody else could repeat it\n"
            "- Those who took part have been told what came out"
        ),
        tasks=(
            _("Write down the question, and what answer would change what"),
            _("Choose the method, and have somebody outside look at it"),
            _("See to consent and to what may be kept"),
            _("Collect the data"),
            _("Look at the data together"),
            _("Write up what was found"),
            _("Tell those who took part"),
        ),
        milestones=(_("Method agreed"), _("Data collected"), _("Findings published")),
        pages=(
            (
                _("Method"),
                _(
                    "## Question\n\n\n## Who or what is looked at\n\n\n## How\n\n\n"
                    "## Consent, and what is kept for how long\n\n\n"
                    "## What answer would change what we do\n\n"
                ),
            ),
            (_("Findings"), _("## What we found\n\n\n## How sure we are\n\n\n## What follows\n\n")),
        ),
    ),
    Template(
        key="tool",
        icon="hammer",
        name=_("Build a tool"),
        says=_("A form, a checklist, a spreadsheet or a program that others can use."),
        purpose=_("Doing **…** takes too long, or goes wrong too often. We build … for …"),
        done=_(
            "- Version 1.0 can be downloaded or opened by any member\n"
            "- Five people have used it in their work without our help\n"
            "- It is clear who mends it"
        ),
        tasks=(
            _("Watch three people do it the old way"),
            _("Say what the first version does, and what it leaves out"),
            _("Make a first version"),
            _("Let five people use it"),
            _("Mend what got in their way"),
            _("Write down how to use it"),
        ),
        milestones=(_("First version"), _("Version 1.0")),
        pages=((_("How to use it"), _("## What it is for\n\n\n## Step by step\n\n")),),
    ),
    Template(
        key="workshop",
        icon="presentation",
        name=_("Prepare a workshop"),
        says=_("From a subject to a day on which people learn it together."),
        purpose=_("People here want to learn **…**. We prepare a workshop of … hours for …"),
        done=_(
            "- The workshop was held, and what was asked there is answered here\n"
            "- Its materials are in the library, for whoever gives it next"
        ),
        tasks=(
            _("Ask what people want to be able to do afterwards"),
            _("Find who leads it, and a day"),
            _("Plan it hour by hour"),
            _("Make the materials, and try them on somebody"),
            _("Invite people"),
            _("Ask how it was, and change what was not good"),
        ),
        milestones=(_("Day and leader found"), _("Materials ready"), _("Held")),
        pages=(
            (
                _("Plan"),
                _(
                    "## Afterwards people can\n\n\n## Hour by hour\n\n"
                    "| From | What | Who leads it |\n|---|---|---|\n|  |  |  |\n\n"
                    "## What we need\n\n"
                ),
            ),
        ),
    ),
)

BY_KEY = {template.key: template for template in (*TEMPLATES, BLANK)}


def template_called(key: str) -> Template:
    return BY_KEY.get(key, BLANK)
