from accounts.api.serializers import PersonOutput
from communities.api.serializers import CommunityOutput


class PersonPageOutput(PersonOutput):
    communities = CommunityOutput(many=True, help_text="Those that you may read.")
