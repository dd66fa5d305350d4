from typing import Any

from django.utils.translation import gettext as _

from communities.frame import frame
from projects import rules
from projects.models import Project


def project_frame(viewer: Any, project: Project, part: str) -> dict[str, Any]:
    """What every page inside a project needs for its head; ``part`` is the tab it stands under."""
    return frame(viewer, project.community) | {
        "project": project,
        "part": part,
        "place": project.place_of(viewer),
        "may_lead": rules.can_lead(viewer, project),
        "may_contribute": rules.can_contribute(viewer, project),
        "may_join": rules.can_join(viewer, project),
        "may_talk": rules.can_talk(viewer, project),
        "tabs": tabs_of(project),
    }


def tabs_of(project: Project) -> list[tuple[Any, ...]]:
    """Its parts: a name, what it is called, where it is, and how many are there."""
    home = project.address
    tabs: list[tuple[Any, ...]] = [
        ("overview", _("Overview"), project.get_absolute_url()),
        ("board", _("Tasks"), f"{home}board/", project.open_task_count),
        ("pages", _("Pages"), f"{home}pages/", project.page_count),
        ("files", _("Files"), f"{home}files/", project.file_count),
        ("talk", _("Talk"), f"{home}talk/"),
        ("updates", _("Updates"), f"{home}updates/"),
        ("meetings", _("Meetings"), f"{home}meetings/"),
        ("decisions", _("Decisions"), f"{home}decisions/"),
        ("related", _("Related"), f"{home}related/"),
        ("people", _("People"), f"{home}people/", project.member_count),
    ]
    if project.review_count:
        tabs.append(("outcome", _("What came of it"), f"{home}outcome/"))
    return tabs
