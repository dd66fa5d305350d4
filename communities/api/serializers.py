from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from accounts.models import Dye
from communities.models import Role
from communities.models.community import Joining, Visibility
from communities.models.space import MailedKind, SpaceVisibility
from communities.validators import plain_domain, validate_slug
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output


class CommunityOutput(Output):
    slug = serializers.CharField()
    name = serializers.CharField()
    tagline = serializers.CharField()
    visibility = serializers.ChoiceField(choices=Visibility.choices)
    joining = serializers.ChoiceField(choices=Joining.choices)
    dye = serializers.ChoiceField(choices=Dye.choices)
    member_count = serializers.IntegerField()
    topic_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    url = serializers.CharField(source="address")


class CharterOutput(CommunityOutput):
    domain = serializers.CharField()
    who = serializers.CharField()
    practice = serializers.CharField()
    code_of_conduct = serializers.CharField()
    email_domains = serializers.ListField(child=serializers.CharField())
    version = serializers.IntegerField(help_text="Send it back when you change the charter.")
    role = serializers.SerializerMethodField(help_text="Your role, or null.")

    def get_role(self, community: Any) -> str | None:
        return community.standing_of(self.context["viewer"]).role


class CommunitiesInput(PageInput):
    q = OptionalText(max_length=100)


class CharterFields(Input):
    name = serializers.CharField(max_length=100)
    tagline = serializers.CharField(max_length=200, required=False, allow_blank=True)
    domain = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    who = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    practice = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    code_of_conduct = serializers.CharField(max_length=20000, required=False, allow_blank=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)
    joining = serializers.ChoiceField(choices=Joining.choices, required=False)
    email_domains = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, max_length=50
    )
    dye = serializers.ChoiceField(choices=Dye.choices, required=False)

    def validate_email_domains(self, domains: list[str]) -> list[str]:
        return [plain_domain(domain) for domain in domains]


class FoundingInput(CharterFields):
    slug = serializers.CharField(max_length=50, validators=[validate_slug])


class CharterInput(CharterFields):
    name = serializers.CharField(max_length=100, required=False)
    version = IdField(help_text="The one you read; another is answered with 409.")


class MemberOutput(Output):
    id = serializers.IntegerField()
    person = PersonOutput(source="user")
    role = serializers.ChoiceField(choices=Role.choices)
    joined_at = serializers.DateTimeField()


class MembersInput(CommunitiesInput):
    role = serializers.ChoiceField(choices=Role.choices, required=False)


class RoleInput(Input):
    role = serializers.ChoiceField(choices=Role.choices)


class JoinRequestInput(Input):
    note = OptionalText(max_length=2000)


class JoinRequestOutput(Output):
    id = serializers.IntegerField()
    person = PersonOutput(source="user")
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    accepted = serializers.BooleanField(allow_null=True, help_text="Null while it waits.")


class MissedOutput(Output):
    words = serializers.CharField()
    week = serializers.DateField(help_text="Its Monday.")
    people = serializers.IntegerField(help_text="How many looked for it that week.")


class DecisionInput(Input):
    accepted = serializers.BooleanField()


class InvitationInput(Input):
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices, default=Role.MEMBER)


class InvitationOutput(Output):
    id = serializers.IntegerField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    is_usable = serializers.BooleanField()


class InvitedOutput(Output):
    community = CommunityOutput()
    email = serializers.EmailField(help_text="Add it to your account before you accept.")
    role = serializers.ChoiceField(choices=Role.choices)
    invited_by = PersonOutput()
    expires_at = serializers.DateTimeField()
    is_usable = serializers.BooleanField()


class SpaceOutput(Output):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    visibility = serializers.ChoiceField(choices=SpaceVisibility.choices)
    takes_mail = serializers.BooleanField(help_text="Members may begin topics by email.")
    mail_kind = serializers.ChoiceField(
        choices=MailedKind.choices, help_text="What an email begins; empty: as its subject reads."
    )
    mail_address = serializers.SerializerMethodField(help_text="Where; told to members alone.")

    def get_mail_address(self, space: Any) -> str:
        return space.mail_address if self.context.get("is_member") else ""


class SpaceDetailOutput(SpaceOutput):
    named = serializers.ListField(
        child=serializers.CharField(), help_text="Handles of those who may read, where few may."
    )


class SpaceInput(Input):
    name = serializers.CharField(max_length=80)
    description = OptionalText(max_length=300)
    visibility = serializers.ChoiceField(
        choices=SpaceVisibility.choices, default=SpaceVisibility.COMMUNITY
    )
    named = serializers.ListField(
        child=serializers.CharField(max_length=30),
        required=False,
        default=list,
        max_length=500,
        help_text="Handles of members, where only named people may read.",
    )
    takes_mail = serializers.BooleanField(
        required=False, help_text="Whether members may begin topics by email."
    )
    mail_kind = serializers.ChoiceField(
        choices=MailedKind.choices,
        required=False,
        help_text="What an email begins that does not say so; empty: as its subject reads.",
    )


class TagOutput(Output):
    name = serializers.CharField()
    description = serializers.CharField()
    synonyms = serializers.ListField(child=serializers.CharField(), source="synonym_names")
    topic_count = serializers.IntegerField()


class TagsInput(PageInput):
    q = serializers.CharField(
        max_length=50, required=False, help_text="How a tag, or another word for it, begins."
    )


class TagInput(Input):
    description = serializers.CharField(max_length=300, allow_blank=True)
    synonyms = serializers.ListField(
        child=serializers.CharField(max_length=50, validators=[validate_slug]),
        max_length=50,
        default=list,
    )
