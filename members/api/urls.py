from django.urls import path

from members.api import views
from members.blocks.api import views as blocks
from members.connections.api import views as connections
from members.listing.api import views as listing
from members.photos.api import views as photos
from members.profiles.api import views as profiles
from members.skills.api import people as skills_of
from members.skills.api import views as skills

C = "communities/<slug:slug>"

urlpatterns = [
    path("people/", listing.PeopleView.as_view(), name="people"),
    path("people-who-know/", skills_of.WhoKnowsView.as_view(), name="who_knows"),
    path("people-facets/", listing.FacetsView.as_view(), name="people_facets"),
    path("skills/", skills.SkillsView.as_view(), name="skills"),
    path(f"{C}/skills/", skills.MeaningsView.as_view(), name="meanings"),
    path(f"{C}/tags/<slug:name>/skill/", skills.MeaningView.as_view(), name="meaning"),
    path("me/profile/", profiles.MyProfileView.as_view(), name="my_profile"),
    path("me/photo/", photos.MyPhotoView.as_view(), name="my_photo"),
    path("me/photo/restoration/", photos.RestorationView.as_view(), name="my_photo_restoration"),
    path("people/<str:handle>/photo/", photos.PersonPhotoView.as_view(), name="person_photo"),
    path("me/profile/seen/", profiles.SeenAsView.as_view(), name="my_profile_seen"),
    path("me/skills/", skills_of.MySkillsView.as_view(), name="my_skills"),
    path("me/skills/<str:skill>/", skills_of.MySkillView.as_view(), name="my_skill"),
    path(
        "evidence/<int:pk>/endorsement/",
        skills_of.EndorsementView.as_view(),
        name="endorsement",
    ),
    path("me/endorsements/<int:pk>/", skills_of.MyEndorsementView.as_view(), name="my_endorsement"),
    path("me/evidence/<int:pk>/", skills_of.MyEvidenceView.as_view(), name="my_evidence"),
    path("people/<str:handle>/skills/", skills_of.PersonSkillsView.as_view(), name="person_skills"),
    path(
        "people/<str:handle>/skills/<str:skill>/",
        skills_of.PersonSkillView.as_view(),
        name="person_skill",
    ),
    path("me/blocks/", blocks.MyBlocksView.as_view(), name="my_blocks"),
    path("people/<str:handle>/block/", blocks.BlockView.as_view(), name="person_block"),
    path("me/connections/", connections.MyConnectionsView.as_view(), name="my_connections"),
    path(
        "me/connection-requests/",
        connections.RequestsView.as_view(),
        name="connection_requests",
    ),
    path("me/suggestions/", connections.SuggestionsView.as_view(), name="people_suggestions"),
    path(
        "me/suggestions/<str:handle>/dismissal/",
        connections.DismissalView.as_view(),
        name="suggestion_dismissal",
    ),
    path(
        "people/<str:handle>/connection/",
        connections.ConnectionView.as_view(),
        name="person_connection",
    ),
    path(
        "people/<str:handle>/connection/answer/",
        connections.ConnectionAnswerView.as_view(),
        name="person_connection_answer",
    ),
    path(
        "people/<str:handle>/mutual-connections/",
        connections.MutualsView.as_view(),
        name="mutual_connections",
    ),
    path("people/<str:handle>/", views.PersonView.as_view(), name="person"),
    path(
        "people/<str:handle>/contributions/",
        views.ContributionsView.as_view(),
        name="contributions",
    ),
]
