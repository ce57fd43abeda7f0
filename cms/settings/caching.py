"""Which addresses are answered from the cache of pages: each by the name of its view."""

# View -> the query parameters it knows. Others are dropped before the page is made.
CATALOG = ("type", "topic", "audience", "strategy", "language", "sort")
PAGE_CACHE_VIEWS = {
    "wagtail_serve": ("page", "untranslated", *CATALOG),
    "forum:index": (),
    "forum:forum": ("page",),
    "forum_conversation:topic": ("page", "post"),
    "forum_feeds:latest_topics": (),
    "forum_feeds:forum_latest_topics": (),
    "forum_member:profile": (),
    "forum_member:user_posts": ("page",),
}
