"""The verbs of the catalog."""

from cms.core.querysets import BasePageQuerySet

BY_RATINGS = ("best_rated", "rated_by_several")  # the orders that change with a rating


class ResourceQuerySet(BasePageQuerySet):
    def newest(self):
        return self.order_by("-first_published_at", "-pk")

    def best_rated(self):
        return self.order_by("-work__rating_bayes", "-work__rating_count", "-first_published_at", "-pk")

    def rated_by_several(self):
        """The best of them first. One person alone makes no best resource."""
        return self.filter(work__rating_count__gte=2).best_rated()

    def by_title(self):
        return self.order_by("title", "pk")
