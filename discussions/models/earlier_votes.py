from django.db import models


class EarlierVotes(models.Model):
    """What was voted on a post before it came here: totals, for who voted is not known.

    ``Post.useful_count`` is ``up`` and the votes cast here. ``down`` counts for nothing, and is
    kept because it was said.
    """

    post = models.OneToOneField(
        "discussions.Post", models.CASCADE, primary_key=True, related_name="earlier_votes"
    )
    up = models.PositiveIntegerField()
    down = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.post_id}: +{self.up} -{self.down}"
