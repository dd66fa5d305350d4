from typing import TYPE_CHECKING

from django.db import transaction

from projects.models import Contribution, Project

if TYPE_CHECKING:
    from accounts.models import User
    from projects.closing.forms import ThanksForm


def confirm_all(project: Project, form: "ThanksForm", *, by: "User") -> None:
    """Thank those whom the form names, and take back what was said of the others."""
    with transaction.atomic():
        Project.objects.lock(project.pk)
        for doer in form.doers:
            known = form.thanked.get(doer.user.pk)
            if said := form.said_of(doer):
                Contribution.objects.confirm(project, doer.user, by=by, **said)
            elif known:
                known.project = project
                known.withdraw()
