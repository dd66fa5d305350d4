from accounts.api.serializers import PersonOutput
from communities.api.serializers import CommunityOutput
from members.profiles.api.serializers import ProfileOutput


class PersonPageOutput(PersonOutput):
    communities = CommunityOutput(many=True, help_text="Those that you may read.")
    profile = ProfileOutput(help_text="What you may read of what they say of themselves.")
