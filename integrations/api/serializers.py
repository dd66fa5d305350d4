from rest_framework import serializers

from core.api.serializers import Output
from integrations.models import Scope


class AccessTokenOutput(Output):
    id = serializers.IntegerField()
    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))
    hint = serializers.CharField(help_text="Its last four characters.")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(
        allow_null=True, help_text="To within ten minutes; null if never."
    )
