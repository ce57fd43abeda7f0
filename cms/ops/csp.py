"""The content security policy: strict for the public site, another for the admin."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

from cms.intake.addresses import is_admin_address


class PolicyMiddleware(CSPMiddleware):
    """Wagtail's admin has scripts and styles inline; a page previewed in it is framed by it, so its policy goes too."""

    def process_response(self, request, response):
        if not is_admin_address(request):
            return super().process_response(request, response)
        response.headers[HEADER] = build_policy(config=settings.ADMIN_CONTENT_SECURITY_POLICY)
        return response
