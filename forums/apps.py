from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "forums"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.core.searchable import register

        from .receivers import follow_and_announce
        from .searchable import TopicSource
        from .signals import post_published

        register(TopicSource)
        post_published.connect(follow_and_announce, dispatch_uid="forums.follow_and_announce")
