from rest_framework import serializers

from core.api.serializers import Output


class AttendanceCertificateOutput(Output):
    name = serializers.CharField(help_text="Of who attended.")
    workshop = serializers.CharField(source="workshop.title")
    community = serializers.CharField(source="community.name")
    hosts = serializers.ListField(child=serializers.CharField())
    starts_at = serializers.DateTimeField(source="workshop.starts_at")
    ends_at = serializers.DateTimeField(source="workshop.ends_at")
    zone = serializers.CharField(source="workshop.zone")
    hours = serializers.FloatField()
    url = serializers.CharField(source="address", help_text="Where anybody can check it.")
