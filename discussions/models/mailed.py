from typing import ClassVar

from django.db import models


class MailedQuerySet(models.QuerySet["Mailed"]):
    def ids_of(self, *post_ids: int | None) -> tuple[str, ...]:
        """The Message-IDs of those of the posts that came by mail, the earlier post first."""
        mine = self.filter(post__in=[pk for pk in post_ids if pk]).exclude(message_id="")
        return tuple(mine.order_by("post").values_list("message_id", flat=True))

    def id_of_opening(self, topic_id: int) -> str:
        """The Message-ID of the mail that began the topic; empty where none did."""
        opening = self.filter(post__topic=topic_id, post__number=1)
        return opening.values_list("message_id", flat=True).first() or ""


class Mailed(models.Model):
    """What is kept of the mail by which a post came, beside what it says."""

    post = models.OneToOneField(
        "discussions.Post", models.CASCADE, primary_key=True, related_name="mailed"
    )
    message_id = models.CharField(max_length=250, blank=True)
    quoted = models.TextField(blank=True)  # the text of other mails that was cut off

    objects: ClassVar = MailedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mailed"

    def __str__(self) -> str:
        return f"{self.post_id} by mail"
