"""The verbs of the boards."""

from cms.core.querysets import BasePageQuerySet


class UpdateQuerySet(BasePageQuerySet):
    def newest(self):
        return self.order_by("-date", "-pk")
