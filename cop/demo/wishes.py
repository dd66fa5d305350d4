"""Puts the demo's ideas for workshops there, with what others have said to them."""

from django.utils import timezone

from communities.models import Community, Space
from cop.demo.content import CommunityContent, duration
from cop.demo.quiet import told_to_nobody
from cop.demo.talk import People
from learning.models import Idea, Workshop


def wish(content: CommunityContent, people: People) -> None:
    community = Community.objects.get(slug=content.slug)
    for told in content.ideas:
        space = Space.objects.get(community=community, slug=told["space"])
        with told_to_nobody():
            said = {name: told[name] for name in ("side", "title", "text")}
            idea = Idea.objects.add(space, by=people[told["by"]], **said)
            for handle in told.get("wanted_by", []):
                idea.vote(by=people[handle])
            for handle, words in told.get("taught_by", {}).items():
                idea.offer(by=people[handle], words=words)
            if "became" in told:
                idea.take_up(Workshop.objects.get(community=community, title=told["became"]))
            if "closed" in told:
                idea.close(by=people[told["closed_by"]], note=told["closed"])
        added = timezone.now() - duration(told["added"])
        Idea.objects.filter(pk=idea.pk).update(added_at=added)
