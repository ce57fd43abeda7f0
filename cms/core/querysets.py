"""What can be asked of every kind of page."""

from wagtail.query import PageQuerySet


class BasePageQuerySet(PageQuerySet):
    def visible(self):
        """What every visitor may see."""
        return self.live().public()
