"""The verbs of the catalog."""

from cms.core.querysets import BasePageQuerySet


class ResourceQuerySet(BasePageQuerySet):
    def newest(self):
        return self.order_by("-first_published_at", "-pk")

    def best_rated(self):
        return self.order_by("-work__rating_bayes", "-work__rating_count", "-first_published_at", "-pk")

    def by_title(self):
        return self.order_by("title", "pk")

    def for_cards(self):
        """With what a card shows, whatever the number of cards."""
        return self.defer("body").select_related("work").prefetch_related("topics", "languages")

    def related_to(self, page):
        """Others in the same language with a topic in common."""
        alike = self.model.objects.filter(topics__in=page.topics.all())
        return self.filter(pk__in=alike.values("pk"), locale=page.locale_id).exclude(pk=page.pk)
