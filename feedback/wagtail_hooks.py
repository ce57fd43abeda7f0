from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .models import FindingImport, Meeting, Need
from .permissions import FindingsPolicy, MeetingPolicy, QueuePolicy
from .views import offers
from .viewsets import FindingImportViewSet, MeetingViewSet, NeedViewSet

hooks.register("before_publish_page", offers.wait_for_giver)
hooks.register("before_edit_page", offers.wait_in_translation_editor, order=-2)  # before it publishes
hooks.register("before_bulk_action", offers.wait_for_givers)
register_permission_policy(Need, QueuePolicy(Need))
register_permission_policy(Meeting, MeetingPolicy(Meeting))
register_permission_policy(FindingImport, FindingsPolicy(FindingImport))
register_snippet(NeedViewSet)
register_snippet(MeetingViewSet)
register_snippet(FindingImportViewSet)


@hooks.register("insert_global_admin_css")
def queue_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/queue.css"))
