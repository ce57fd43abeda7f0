from wagtail.snippets.models import register_snippet

from .viewsets import ContactMessageViewSet

register_snippet(ContactMessageViewSet)
