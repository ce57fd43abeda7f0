"""News of the public forums for feed readers: the same for everyone, so that no feed says more than it should."""

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.core.feeds import BilingualAtomFeed
from forums.addresses import to_right_address
from forums.queries.public import newest_in, public_forums

NEWEST = 20


def with_first_post(topics):
    """With what an entry says of each."""
    own = ["forum", "subject", "slug", "language", "created", "last_post_on"]
    others = ["poster__display_name", "first_post__approved", "first_post___content_rendered"]
    return topics.select_related("poster", "first_post").only(*own, *others)


class LastTopicsFeed(Feed):
    feed_type = BilingualAtomFeed

    def __call__(self, request, forum_slug=None, forum_pk=None):
        if forum_pk is None:
            return super().__call__(request, forum=None)
        forum = self.public_forum(forum_pk)
        return to_right_address(request, forum.feed_address) or super().__call__(request, forum=forum)

    def public_forum(self, pk):
        for forum in public_forums():
            if forum.pk == pk:
                return forum
        raise Http404

    def get_object(self, request, forum):
        return forum

    def title(self, forum):
        if forum:
            return _("Newest topics in %(forum)s") % {"forum": forum.label}
        return _("Newest topics in the forums")

    def link(self, forum):
        return forum.get_absolute_url() if forum else reverse("forum:index")

    def items(self, forum):
        return newest_in([forum] if forum else public_forums(), NEWEST, with_first_post)

    def item_title(self, topic):
        return topic.subject

    def item_description(self, topic):
        return topic.first_post._content_rendered if topic.first_post and topic.first_post.approved else ""

    def item_author_name(self, topic):
        return str(topic.poster) if topic.poster else _("Former member")

    def item_extra_kwargs(self, topic):
        return {"language": topic.language}

    def item_pubdate(self, topic):
        return topic.created

    def item_updateddate(self, topic):
        return topic.last_post_on or topic.created
