"""Views of Wagtail's admin and of wagtail-localize, as this site has them."""

from html import unescape

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.crypto import salted_hmac
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.views import edit_translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from . import page_uses
from .domain import translations


def ask_before_publishing(request, page):
    """Before the translation editor publishes: what is missing is shown, and a person says "publish it so"."""
    translation = translations.translation_of(page) if _publishes(request) else None
    missing = translations.missing_strings(translation) if translation else []
    if not missing or not page.permissions_for_user(request.user).can_publish():
        return None
    seen = salted_hmac("missing-strings", " ".join(translations.keys(missing))).hexdigest()
    if request.POST.get("as_it_is") == seen:
        translations.confirm_as_it_is(page, missing, by=request.user)
        return None
    context = {
        "page": page,
        "translation": translation,
        "missing": [unescape(strip_tags(segment.string.data)) for segment in missing],
        "total": translation.source.stringsegment_set.count(),
        "seen": seen,
    }
    return TemplateResponse(request, "core/admin/publish_as_it_is.html", context)


def _publishes(request):
    return request.method == "POST" and request.POST.get("action") == "publish"


def warn_before_deleting(request, page):
    """Above Wagtail's own question."""
    for sentence in page_uses.warnings(page, deleting=True) if request.method == "GET" else ():
        messages.warning(request, sentence)


def say_what_was_decided(request, page):
    """In a review Wagtail only says that the page was updated."""
    action = request.POST.get("action-workflow-action") and request.POST.get("workflow-action-name")
    if action == "reject":
        messages.success(request, _("You asked for changes. Whoever submitted the page is told which."))
    elif action == "approve" and page.current_workflow_state:
        messages.success(request, _("You approved the page. It waits for an editor to publish it."))
    elif action == "approve":
        messages.success(request, _("You approved the page, and it is published. Whoever submitted it is told."))


class SubmitPage(SubmitPageTranslationView):
    def get_form(self):
        """With one language left there is nothing to choose."""
        form = super().get_form()
        locales = list(form.fields["locales"].queryset)
        if len(locales) == 1:
            form.initial.setdefault("locales", locales)
        return form


class UpdateTranslations(UpdateTranslationsView):
    def get_form(self):
        """New strings are translated first; publishing is for the translation editor, which says what is missing."""
        form = super().get_form()
        field = form.fields["publish_translations"]
        field.disabled, field.widget = True, forms.HiddenInput()
        return form


def upload_pofile(request, translation_id):
    """A file may bring an address that is none: it is marked in the editor, and said."""
    response = edit_translation.upload_pofile(request, translation_id)
    translation = Translation.objects.get(pk=translation_id)
    for row in StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, context__path="slug", locale=translation.target_locale
    ):
        if not slugify(row.data):
            sentence = _("“%(slug)s” cannot be an address: please write one of letters, digits and hyphens.")
            row.set_field_error([ValidationError(sentence % {"slug": row.data})])
            messages.error(request, sentence % {"slug": row.data})
    return response
