"""Sessions and whose they are: asked for by every request of somebody signed in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as Allauth
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from core.compiled import compiled


class SessionStore(DatabaseStore):
    """Django's, with the question for a session worked out once."""

    def _get_session_from_db(self) -> Session | None:
        found = _session(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]


class AuthenticationBackend(Allauth):
    """allauth's, with the question for a user worked out once."""

    def get_user(self, user_id: Any) -> AbstractBaseUser | None:
        found = _user(pk=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@compiled()
def _session(key: Any, now: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@compiled()
def _user(pk: Any) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
