"""What can be done on a page can be done by a program: each route of the web has its twin."""

from drf_spectacular.generators import SchemaGenerator

from tests.routes import routes

# Either the operation of the API that does the same, or why there is none.
PART_OF_THE_PAGE = "what the page is made of, which a program reads in other operations"

TWINS = {
    # Reading
    "home": "list_waiting",
    "community": "list_topics",
    "communities:list": "list_communities",
    "communities:about": "read_community",
    "communities:members": "list_members",
    "communities:tags": "list_tags",
    "communities:roles": "list_members",
    "communities:manage": "edit_community",
    "discussions:topic": "read_topic",
    "discussions:topic_by_number": "read_topic",
    "discussions:post": "read_post",
    "discussions:branch": "read_branch",
    "discussions:first_unread": "read_first_unread",
    "discussions:history": "list_revisions",
    "discussions:quoted": "read_quoted",
    "discussions:reply_to_post": PART_OF_THE_PAGE,
    "discussions:mentions": "list_mentionable",
    "discussions:templates": ("read_templates", "write_templates"),
    "discussions:template": "read_templates",
    "discussions:reach": "count_reach",
    "discussions:reach_of_reply": "count_reach_of_reply",
    "discussions:tags": "list_tags",
    "discussions:similar": "list_similar",
    "discussions:answered": ("discard_draft", "keep_draft"),
    "notifications:notices": "list_notices",
    "notifications:bell": "count_unread_notices",
    "notifications:news": "count_unread_notices",
    "notifications:digests": "list_digests",
    "notifications:digest": "read_digest",
    "communities:digest": ("list_digest_notes", "write_digest_note", "list_digest_tallies"),
    "communities:digest_page": "preview_digest",
    "communities:digest_mail": "preview_digest",
    "communities:note": "withdraw_digest_note",
    "notifications:digest_of": "read_community_digest",
    "notifications:rhythms": (
        "list_rhythms",
        "choose_rhythm",
        "read_community_rhythm",
        "choose_community_rhythm",
        "forget_community_rhythm",
    ),
    "notifications:reminders": ("list_reminders", "list_lead_times"),
    "search:results": "search",
    "search:instant": "suggest",
    "person": ("read_person", "list_contributions"),
    # Communities
    "communities:found": "found_community",
    "communities:invitation": ("read_invitation", "accept_invitation"),
    "communities:membership": ("join_community", "leave_community"),
    "communities:request": "request_to_join",
    "communities:requests": "list_join_requests",
    "communities:searches": "list_missed_searches",
    "communities:decide": "decide_join_request",
    "communities:invitations": ("list_invitations", "invite"),
    "communities:revoke_invitation": "revoke_invitation",
    "communities:give_role": "give_role",
    "communities:spaces": "list_spaces",
    "communities:new_space": "open_space",
    "communities:edit_space": ("read_space", "edit_space"),
    "communities:edit_tag": "edit_tag",
    # Discussions
    "discussions:new": "start_topic",
    "discussions:edit": "edit_topic",
    "discussions:delete": "delete_topic",
    "discussions:reply": "reply_to_topic",
    "discussions:closure": ("close_topic", "list_likely_originals"),
    "discussions:duplicates": "list_duplicates",
    "discussions:links": ("list_links", "list_backlinks"),
    "discussions:reopening": "reopen_topic",
    "discussions:kind": "convert_topic",
    "discussions:topic_space": "move_topic",
    "discussions:news": PART_OF_THE_PAGE,
    "discussions:merger": "merge_topic",
    "discussions:split": "split_topic",
    "discussions:ask": ("list_asks", "read_ask", "decline_ask"),
    "discussions:agenda": ("put_on_agenda", "take_off_agenda"),
    "discussions:unanswered": ("list_agenda", "read_ladder", "edit_ladder"),
    "discussions:readiness": ("read_readiness", "edit_readiness"),
    "discussions:pin": ("pin_topic", "unpin_topic"),
    "discussions:readmark": "mark_read",
    "discussions:edit_post": "edit_post",
    "discussions:delete_post": "delete_post",
    "discussions:restoration": "restore_post",
    "discussions:restore_version": "restore_revision",
    "discussions:reactions": ("list_reactions", "react"),
    "discussions:reaction": "withdraw_reaction",
    "discussions:vote": ("find_useful", "withdraw_useful"),
    "discussions:bookmarks": "list_bookmarks",
    "discussions:bookmark": ("read_bookmark", "keep_post", "drop_post"),
    "discussions:pick": ("pick_post", "drop_pick"),
    "discussions:acceptance": ("accept_answer", "withdraw_acceptance"),
    "discussions:drafts": ("list_drafts", "read_draft", "keep_draft", "discard_draft"),
    "discussions:preview": "preview",
    # Projects
    "projects:projects": "list_projects",
    "projects:project": "read_project",
    "projects:project_by_number": "read_project",
    "projects:new_project": "begin_project",
    "projects:edit_project": "edit_project",
    "projects:status": "move_project",
    "projects:people": "list_collaborators",
    "projects:invitations": "invite_collaborator",
    "projects:invitation": ("accept_project_invitation", "remove_collaborator"),
    "projects:membership": ("join_project", "remove_collaborator"),
    "projects:related": ("list_related", "link_related"),
    "projects:unlink": "unlink_related",
    "projects:link": PART_OF_THE_PAGE,
    "projects:place": ("change_collaborator", "remove_collaborator"),
    # Knowledge
    "knowledge:articles": "list_articles",
    "knowledge:queue": ("list_stale_articles", "list_articles"),
    "knowledge:new_article": "begin_article",
    "knowledge:article": "read_article",
    "knowledge:article_by_number": "read_article",
    "knowledge:article_links": ("list_article_links", "list_article_backlinks"),
    "knowledge:edit_article": "edit_article",
    "knowledge:article_history": "list_article_revisions",
    "knowledge:restore_article": "restore_article",
    "knowledge:proposal": "propose_article",
    "knowledge:return": "give_article_back",
    "knowledge:publication": "publish_article",
    "knowledge:verification": "verify_article",
    "knowledge:retirement": ("retire_article", "reinstate_article"),
    "knowledge:owner": "hand_article_over",
    "knowledge:doubt": ("doubt_article", "withdraw_doubt"),
    "knowledge:reading": "note_reading",
    "knowledge:discard": "discard_article",
    "knowledge:tray": ("list_picks", "harvest", "harvest_story"),
    "knowledge:tray_place": "arrange_picks",
    "knowledge:resources": "list_resources",
    "knowledge:collection": "list_resources",
    "knowledge:resource": "read_resource",
    "knowledge:resource_by_number": "read_resource",
    "knowledge:new_resource": "add_resource",
    "knowledge:edit_resource": "edit_resource",
    "knowledge:mark_resource": "mark_resource",
    "knowledge:delete_resource": "delete_resource",
    "knowledge:resource_restoration": "restore_resource",
    "knowledge:collections": ("list_collections", "open_collection"),
    "knowledge:edit_collection": "rename_collection",
    "knowledge:collection_place": "move_collection",
    "knowledge:begun": "a program saves a draft of the article itself",
    # Files
    "uploads:list": ("list_uploads", "upload_file"),
    "uploads:upload": ("read_upload", "delete_upload"),
    "uploads:file": "fetch_upload",
    # Notices
    "notifications:reading": ("read_notices", "read_notice_group"),
    "notifications:notice_reading": ("read_notice", "unread_notice"),
    "notifications:follow": ("list_follows", "read_follow", "follow", "unfollow"),
    "notifications:reminder": "dismiss_reminder",
    "notifications:lead_times": ("choose_lead_times", "forget_lead_times"),
    "notifications:settings": ("read_preferences", "edit_preferences", "list_unsubscriptions"),
    "communities:hearing": ("choose_way", "follow"),
    "notifications:place": ("list_ways", "read_follow"),
    "notifications:ways": ("choose_way", "reset_way", "reset_ways"),
    "notifications:preset": ("choose_preset", "list_presets"),
    "notifications:quiet": "edit_preferences",
    "notifications:pause": "edit_preferences",
    "notifications:resumption": "resume_mail",
    "notifications:arrivals": "list_mail_sent",
    "notifications:held": "list_held_mail",
    "notifications:held_mail": ("release_held_mail", "throw_away_held_mail"),
    "notifications:mails": "list_mail",
    "notifications:check": "check_address",
    "notifications:return": "whoever holds a mailed address does this without signing in",
    "notifications:unsubscribe": "whoever holds a mailed address does this without signing in",
    # The account
    "settings_profile": ("read_me", "edit_me"),
    "settings_display": "edit_me",
    "settings_theme": "edit_me",
    "usersessions_list": "list_sessions",
    "end_session": "end_session",
    "integrations:tokens": "list_access_tokens",
    "integrations:revoke_token": "revoke_access_token",
    # What other programs read as it is
    "integrations:community_feed": "a feed is for programs already",
    "integrations:tag_feed": "a feed is for programs already",
    "integrations:topic_feed": "a feed is for programs already",
    "integrations:articles_feed": "a feed is for programs already",
    "integrations:sitemap": "for search engines, which ask for it here",
    "integrations:sitemap_section": "for search engines, which ask for it here",
    "integrations:robots": "for search engines, which ask for it here",
    "communities:picture": "what previews of links show",
    # About the site itself
    "schema": "the description of the API",
    "api_docs": "the description of the API",
    "statusz": "for those who operate the site",
    "metrics": "for those who operate the site",
    "design": "in development only",
}
# Who one is, is proved in a browser: passwords, codes, keys and addresses.
PROVING = ("account_", "mfa_", "socialaccount_", "openid_connect_")
NO_TWIN = {
    PART_OF_THE_PAGE,
    *(reason for reason in TWINS.values() if isinstance(reason, str) and " " in reason),
}


def operations() -> set[str]:
    paths = SchemaGenerator().get_schema(public=True)["paths"].values()
    return {operation["operationId"] for path in paths for operation in path.values()}


def test_each_route_of_the_web_has_a_twin_or_a_reason():
    web = {name for name in routes() if not name.startswith(("api:", *PROVING))}

    assert web == set(TWINS)


def test_each_twin_is_an_operation_and_each_operation_has_a_page():
    twins = {
        operation
        for said in TWINS.values()
        if said not in NO_TWIN
        for operation in ([said] if isinstance(said, str) else said)
    }

    assert twins == operations()
