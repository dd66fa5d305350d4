from django.urls import path
from django.views.decorators.http import require_safe

from accounts.confirming import confirming_changes
from integrations import feeds, sitemaps, views

app_name = "integrations"

FEED = "feeds/<slug:slug>"

urlpatterns = [
    path("settings/tokens/", confirming_changes(views.tokens), name="tokens"),
    path("settings/tokens/<int:pk>/revocation/", views.revoke_token, name="revoke_token"),
    path(f"{FEED}/", require_safe(feeds.CommunityFeed()), name="community_feed"),
    path(f"{FEED}/tags/<slug:name>/", require_safe(feeds.TagFeed()), name="tag_feed"),
    path(f"{FEED}/t/<int:pk>/", require_safe(feeds.TopicFeed()), name="topic_feed"),
    path(f"{FEED}/knowledge/", require_safe(feeds.ArticlesFeed()), name="articles_feed"),
    path(f"{FEED}/projects/<int:pk>/", require_safe(feeds.UpdatesFeed()), name="updates_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
