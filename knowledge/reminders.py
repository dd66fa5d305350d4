"""What falls due in knowledge: articles, to be looked at again."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Membership
from knowledge import matters
from knowledge.models import Article
from knowledge.notices import ArticleNews
from notifications import reminders
from notifications.reminders import DAY


@reminders.on("article")
class YourArticleIsDue(reminders.Due, ArticleNews):
    """Once for each review date, and so long ahead as its owner wants."""

    matter = matters.OWN_ARTICLES
    name_of_kind = _("Articles that you own, to be looked at again")
    label = _("An article of yours is due to be looked at")
    action = _("Look at it")
    why = _("You get this because you own this article, or somebody who did has left.")
    choices = (30 * DAY, 7 * DAY, DAY, 0)

    def find(self, pks: Iterable[int]) -> Mapping[int, Article]:
        related = ("community", "space__community", "author", "owner")
        return Article.objects.select_related(*related).in_bulk(pks)

    def moment(self, article: Article) -> datetime | None:
        return article.review_due if article.is_published else None

    def who(self, article: Article) -> QuerySet[User]:
        """The owner; where they have left, those who can find it another one."""
        members = Membership.objects.active().filter(community=article.community_id)
        owner = members.filter(user=article.owner_id)
        told = owner if owner.exists() else members.in_charge()
        return User.objects.filter(pk__in=told.values("user"))

    def things_of(self, user: User) -> Iterable[int]:
        return Article.objects.published().filter(owner=user).values_list("pk", flat=True)
