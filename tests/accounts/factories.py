import factory
from allauth.account.models import EmailAddress

from accounts.models import Dye, User

PASSWORD = "a long walk by the river"


class UserFactory(factory.django.DjangoModelFactory):
    """A user with a verified email address, who can sign in with `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    handle = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"Person {n}")
    dye = factory.Sequence(Dye.nth)

    @factory.post_generation
    def password(self: User, create: bool, extracted: str | None, **kwargs: object) -> None:
        """Hashing is slow on purpose, so only who signs in by password has one."""
        if extracted:
            self.set_password(extracted)
            self.save(update_fields=["password"])

    @factory.post_generation
    def verified(self: User, create: bool, extracted: bool | None, **kwargs: object) -> None:
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)
