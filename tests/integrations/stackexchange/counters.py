from django.db.models import Count

from communities.models import Community
from discussions.models import Post, Topic


def counters_are_right(community: Community) -> bool:
    """Whether all that is counted is what a count gives."""
    for found in Topic.objects.filter(community=community):
        posts = found.posts.present()
        assert found.post_count == posts.count()
        assert found.answer_count == posts.answers().count()
        assert found.reply_count == posts.filter(number__gt=1).count()
        assert found.useful_count == found.opening.useful_count
    for post in Post.objects.filter(community=community).select_related("earlier_votes"):
        earlier = post.earlier_votes.up if hasattr(post, "earlier_votes") else 0
        assert post.useful_count == earlier + post.votes.count()
        assert post.version == post.revisions.count() + 1
    for tag in community.tags.annotate(now=Count("topics")):
        assert tag.topic_count == tag.now
    community.refresh_from_db()
    assert community.topic_count == community.topics.count()
    return True
