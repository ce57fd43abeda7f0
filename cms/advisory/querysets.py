"""The verbs of the boards."""

from wagtail.query import PageQuerySet


class UpdateQuerySet(PageQuerySet):
    def visible(self):
        return self.live().public()

    def newest(self):
        return self.order_by("-date", "-pk")

    def for_cards(self):
        return self.defer("body", "recommendations")
