"""Sign-in and passwords of private pages and documents. Wagtail's own views take any number of wrong passwords."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from wagtail import views as pages
from wagtail.documents.views import serve as documents

from cms.intake.limits import too_many_requests, within_limit


def sign_in(request):
    """The one sign-in for everyone, with its second step."""
    if request.user.is_authenticated:
        raise PermissionDenied  # signing in once more would lead back here for ever
    return redirect_to_login(f"{request.GET.get(REDIRECT_FIELD_NAME, '/')}#content")  # which says what for


def page_password(request, **ids):
    return _too_often(request) or pages.authenticate_with_password(request, **ids)


def document_password(request, **ids):
    return _too_often(request) or documents.authenticate_with_password(request, **ids)


def _too_often(request):
    if request.method == "POST" and not within_limit(request, "view_password"):
        return too_many_requests(request)
    return None
