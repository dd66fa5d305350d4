"""What people did in a project, counted by whoever has something to count.

    @doing("tasks")
    def done(project): …

gives for each user's number what they did, in words: "3 tasks done".
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import ngettext

from accounts.models import User
from discussions.models import Post
from projects.models import Assignee, Collaborator, Project, Standing, Task

Doing = Callable[[Project], Mapping[int, str]]
_doings: dict[str, Doing] = {}


def doing(name: str) -> Callable[[Doing], Doing]:
    def register(function: Doing) -> Doing:
        _doings[name] = function
        return function

    return register


@dataclass(frozen=True)
class Doer:
    user: User
    place: Collaborator
    did: list[str]

    @property
    def words(self) -> str:
        """What they said that they do, then what was counted."""
        said = [self.place.does] if self.place.does else []
        return ", ".join(said + self.did) or str(self.place.get_role_display())

    @property
    def has_left(self) -> bool:
        return self.place.standing == Standing.LEFT


def doers_of(project: Project) -> list[Doer]:
    """Whoever makes it or made it, leads first; a query for each thing that is counted."""
    did: dict[int, list[str]] = defaultdict(list)
    for function in _doings.values():
        for user, words in function(project).items():
            did[user].append(words)
    makers = project.collaborators.makers().for_display()
    return [Doer(place.user, place, did[place.user_id]) for place in makers]


@doing("tasks")
def finished_tasks(project: Project) -> Mapping[int, str]:
    done = Task.objects.present().filter(project=project, done_at__isnull=False)
    counted = Assignee.objects.filter(task__in=done).order_by().values_list("user")
    return {
        user: ngettext("%(n)d task done", "%(n)d tasks done", count) % {"n": count}
        for user, count in counted.annotate(n=Count("pk"))
    }


@doing("posts")
def wrote_posts(project: Project) -> Mapping[int, str]:
    posts = Post.objects.present().filter(topic__space=project.space_id, topic__deleted_at=None)
    counted = posts.order_by().values_list("author").annotate(n=Count("pk"))
    return {
        author: ngettext("%(n)d post", "%(n)d posts", count) % {"n": count}
        for author, count in counted
    }
