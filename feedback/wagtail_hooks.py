from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .models import Need
from .permissions import QueuePolicy
from .viewsets import NeedViewSet

register_permission_policy(Need, QueuePolicy(Need))
register_snippet(NeedViewSet)


@hooks.register("insert_global_admin_css")
def queue_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/queue.css"))
