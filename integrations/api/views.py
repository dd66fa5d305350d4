from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from integrations.api import serializers as s
from integrations.models import AccessToken


class AccessTokensView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_access_tokens", responses=page_of(s.AccessTokenOutput))
    def get(self, request: ApiRequest) -> Response:
        """Your access tokens, newest first. New ones are made in your settings only."""
        mine = AccessToken.objects.listed(request.user)
        order = ("-created_at", "-id")
        page = paginate(mine, order, after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda token: s.AccessTokenOutput(token).data)


class AccessTokenView(PersonalView):
    @extend_schema(operation_id="revoke_access_token", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Revoke a token. A program that is done with its own may give it back like this."""
        get_object_or_404(AccessToken, user=request.user, pk=pk).revoke()
        return Response(status=status.HTTP_204_NO_CONTENT)
