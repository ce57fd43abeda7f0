"""The verbs of the catalog."""

from cms.core.querysets import BasePageQuerySet


class ResourceQuerySet(BasePageQuerySet):
    def newest(self):
        return self.order_by("-first_published_at", "-pk")

    def best_rated(self):
        return self.order_by("-work__rating_bayes", "-work__rating_count", "-first_published_at", "-pk")

    def by_title(self):
        return self.order_by("title", "pk")

    def related_to(self, page, topics):
        """Others in the same language with one of the page's topics."""
        alike = self.model.topics.through.objects.filter(topic__in=topics)
        return self.filter(pk__in=alike.values("resourcepage"), locale=page.locale_id).exclude(pk=page.pk)
