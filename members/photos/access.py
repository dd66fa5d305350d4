"""The door to photos: one that is not for the viewer is as if it were not there."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from members.access import person_to_see
from members.directory import people_shown_to
from members.photos.models import Photo
from members.profiles.levels import levels_for
from members.profiles.models import Profile


def photo_to_see(viewer: Any, key: str) -> tuple[Photo, Profile]:
    photo = get_object_or_404(Photo.objects.filter(removed_at=None), key=key)
    person = people_shown_to(viewer).filter(pk=photo.user_id).first()
    profile = Profile.objects.filter(user=photo.user_id).first()
    if person is None or profile is None:
        raise Http404
    if profile.level_of("photo") not in levels_for(viewer, [person])[person.pk]:
        raise Http404
    return photo, profile


def photo_of(viewer: Any, handle: str) -> Photo:
    person = person_to_see(viewer, handle)
    photo = get_object_or_404(Photo.objects.filter(removed_at=None), user=person)
    return photo_to_see(viewer, photo.key)[0]
