"""Which addresses are answered from the cache of pages: each by the name of its view."""

# View -> the query parameters it knows. Others are dropped before the page is made.
CATALOG = ("type", "topic", "audience", "strategy", "language", "sort")
BOARD = ("status", "topic", "region", "language", "kind", "sort")
PAGE_CACHE_VIEWS = {
    "wagtail_serve": ("page", "untranslated", *CATALOG),
    "needs": ("page", "q", *BOARD),
    "needs_feed": (),
    "need": (),
    "comments": ("page",),
    "comment_thread": ("page",),
    "forum:index": (),
    "forum:forum": ("page",),
    "forum_conversation:topic": ("page", "post"),
    "forum_feeds:latest_topics": (),
    "forum_feeds:forum_latest_topics": (),
    "forum_member:profile": (),
    "forum_member:user_posts": ("page",),
}
# Why each of the others is made for whoever asks. Names may have * in them; the admin and documents check who asks.
PAGE_CACHE_EXEMPT = {
    "account_*": "a form, or about one person",
    "mfa_*": "a form, or about one person",
    "erase_account": "a form",
    "profile": "about one person",
    "notices*": "about one person",
    "my_suggestions": "about one person",
    "suggestion_receipt": "about one person, known by the link",
    "confirm_suggestion_email": "changes something",
    "needs_sheet": "made for one meeting",
    "suggest": "a form",
    "offer": "a form",
    "offer_draft": "about one person, known by the link",
    "suggest_alike": "about what one person types",
    "contact_message": "a form",
    "rate": "changes something",
    "need_vote": "changes something",
    "need_follow": "changes something",
    "need_unfollow": "about one person, known by the link",
    "helpful": "changes something",
    "helpful_answer": "changes something",
    "ask_translation": "changes something",
    "report_link": "a form",
    "search": "too many questions to keep, and what may be shown is asked at the last moment",
    "forum_conversation:post_*": "a form",
    "forum_conversation:topic_*": "a form",
    "forum_member:topic_*": "changes something",
    "forum_member:user_subscriptions": "about one person",
    "forum_moderation:*": "for moderators",
    "forum_tracking:*": "about one person",
    "moderation:*": "for moderators",
    "wagtailcore_*": "a form: the page behind it is private",
}
