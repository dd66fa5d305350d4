from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from members.photos import access
from members.photos.forms import PhotoForm
from members.photos.models import Photo
from members.photos.serving import serve
from members.photos.squaring import squares_of
from members.profiles.models import Profile


class PhotoView(ResourceView):
    """POST: show this photo. DELETE: show none."""

    def get(self, request: PageRequest) -> HttpResponse:
        level = Profile.objects.of(request.user).level_of("photo")
        return self._show(PhotoForm(initial={"level": level}))

    def post(self, request: PageRequest) -> HttpResponse:
        form = PhotoForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                squares = squares_of(form.cleaned_data["file"], form.crop, by=request.user)
            except DomainError as error:
                form.add_error("file", str(error.message))
                return self._show(form, status=error.status)
            Photo.objects.show(squares, by=request.user, level=form.cleaned_data["level"])
            messages.success(request, _("This is your photo now."))
            return redirect("settings_about")
        return self._show(form, status=422)

    def delete(self, request: PageRequest) -> HttpResponse:
        Photo.objects.remove(by=request.user)
        messages.success(request, _("Your photo is shown no more."))
        return redirect("settings_photo")

    def _show(self, form: PhotoForm, status: int = 200) -> HttpResponse:
        mine = Photo.objects.defer("large", "small").filter(user=self.request.user).first()
        context = {"form": form, "photo": mine}
        return render(self.request, "members/photos/edit.html", context, status=status)


@login_required
@require_POST
def restore(request: PageRequest) -> HttpResponse:
    Photo.objects.restore(by=request.user)
    messages.success(request, _("Your photo is back."))
    return redirect("settings_about")


@require_safe
def photo(request: PageRequest, photo_key: str, photo_size: str) -> HttpResponse:
    found, _profile = access.photo_to_see(request.user, photo_key)
    return serve(request, found, photo_size)
