from django.urls import path, re_path

from members import views
from members.blocks import views as blocks
from members.connections import views as connections
from members.listing import views as listing
from members.photos import views as photos
from members.profiles import views as profiles
from members.skills import pages as skills_of
from members.skills import views as skills

M = "c/<slug:slug>/manage"

urlpatterns = [
    path("people/", listing.people, name="people"),
    path("people/who-knows/", skills_of.who_knows, name="who_knows"),
    path("c/<slug:slug>/members/", listing.members, name="members"),
    path(f"{M}/skills/", skills.meanings, name="meanings"),
    path(f"{M}/tags/<slug:name>/skill/", skills.meaning, name="meaning"),
    path(f"{M}/tags/<slug:name>/skill/removal/", skills.unsay, name="unsay_meaning"),
    path("people/connections/", connections.connections, name="connections"),
    path(
        "people/suggestions/<str:handle>/dismissal/",
        connections.DismissalView.as_view(),
        name="dismissal",
    ),
    path("p/<str:handle>/", views.person, name="person"),
    path("p/<str:handle>/skills/<str:skill>/", skills_of.skill_of, name="person_skill"),
    path("settings/skills/", skills_of.mine, name="settings_skills"),
    path("settings/skills/<str:skill>/", skills_of.choice, name="skill_choice"),
    path("settings/evidence/<int:pk>/", skills_of.showing, name="evidence_showing"),
    path("p/<str:handle>/connection/", connections.ConnectionView.as_view(), name="connection"),
    path("p/<str:handle>/connection/answer/", connections.answer, name="connection_answer"),
    path("evidence/<int:pk>/endorsement/", skills_of.endorsement, name="endorsement"),
    path(
        "evidence/<int:pk>/endorsement/withdrawal/",
        skills_of.endorsement_withdrawal,
        name="endorsement_withdrawal",
    ),
    path(
        "settings/endorsements/<int:pk>/",
        skills_of.endorsement_showing,
        name="endorsement_showing",
    ),
    path("p/<str:handle>/block/", blocks.BlockView.as_view(), name="block"),
    path("settings/blocked/", blocks.blocked, name="settings_blocked"),
    path("settings/about/", profiles.about, name="settings_about"),
    path("settings/about/photo/", photos.PhotoView.as_view(), name="settings_photo"),
    path("settings/about/photo/restoration/", photos.restore, name="settings_photo_restoration"),
    re_path(
        r"^photos/(?P<photo_key>[0-9a-f]{32})/(?P<photo_size>large|small)/$",
        photos.photo,
        name="photo",
    ),
    path("settings/about/seen/", profiles.seen_as, name="settings_about_seen"),
]
