"""What became of needs, for feed readers."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.feeds import BilingualAtomFeed

from .queries.board import newest_answers

NEWEST = 20


class AnswersFeed(Feed):
    feed_type = BilingualAtomFeed

    def title(self):
        return _("You said, we did")

    def subtitle(self):
        return _("What people asked for, and what came of it.")

    def link(self):
        return reverse("needs")

    def items(self):
        return newest_answers(NEWEST)

    def item_title(self, row):
        return row.need.title

    def item_description(self, row):
        """In the reader's language, also where the title is in another."""
        status = format_html('<p lang="{}">{}</p>', get_language(), row.need.get_status_display())
        if not row.told:
            return status
        return status + format_html('<p lang="{}">{}</p>', row.told["language"], row.told["text"])

    def item_link(self, row):
        return row.need.get_absolute_url()

    def item_extra_kwargs(self, row):
        return {"language": row.need.language}

    def item_pubdate(self, row):
        return row.need.created_at

    def item_updateddate(self, row):
        return row.need.status_since
