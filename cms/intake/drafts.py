"""What somebody wrote is still there after they had to sign in again, and is shown once, to whoever signed in."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from .expired import typed_before
from .limits import within_limit
from .models import Draft
from .text import clean_text

KEPT = timedelta(hours=3)
MOST = 500  # drafts at a time, so that nobody can fill the database without an account
LONGEST = 20_000


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """The way to sign in, and back to this address: with what was written, if something was."""
    typed = typed_before(request) or request.POST
    if not (typed.get("content") and within_limit(request, "draft")):
        return redirect_to_login(request.get_full_path())
    draft = keep(*(clean_text(typed.get(name, "")) for name in ("subject", "content", "language")))
    messages.info(request, _("Nothing is sent yet. Once you are signed in, what you wrote is in the form again."))
    return redirect_to_login(f"{request.path}?draft={draft.token}")


def keep(subject: str, content: str, language: str) -> Draft:
    known = language if language in dict(settings.LANGUAGES) else ""
    draft = Draft.objects.create(subject=subject[:255], content=content[:LONGEST], language=known)
    forget_old()
    return draft


def take(token: str) -> dict[str, str]:
    """The texts, by the names of their fields; none if they were taken before or are too old."""
    if not token.isalnum():  # as no token of ours is; not every database takes any text
        return {}
    draft = Draft.objects.filter(token=token[:32], created_at__gte=timezone.now() - KEPT).first()
    if draft is None or not Draft.objects.filter(pk=draft.pk).delete()[0]:
        return {}
    texts = {"subject": draft.subject, "content": draft.content, "language": draft.language}
    return {name: text for name, text in texts.items() if text}


def forget_old() -> None:
    Draft.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    newest = Draft.objects.order_by("-created_at", "-pk").values("pk")[:MOST]
    Draft.objects.exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
