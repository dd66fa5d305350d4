import factory

from accounts.models import User
from communities.models import Community, Membership, Role, Space
from tests.accounts.factories import UserFactory


class CommunityFactory(factory.django.DjangoModelFactory):
    """A public, open community with one space and, until somebody is given, no members."""

    class Meta:
        model = Community
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Community {n}")
    slug = factory.Sequence(lambda n: f"community-{n}")
    created_by = None

    @factory.post_generation
    def space(self: Community, create: bool, extracted: object, **kwargs: object) -> None:
        SpaceFactory(community=self, name="General", slug="general")


class SpaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Space

    community = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"Space {n}")
    slug = factory.Sequence(lambda n: f"space-{n}")


def join(community: Community, user: User | None = None, role: str = Role.MEMBER) -> User:
    """Somebody who belongs to the community, in this role."""
    user = user or UserFactory()
    membership = community.admit(user)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    return user
