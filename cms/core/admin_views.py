"""Views of Wagtail's admin and of wagtail-localize, as this site has them."""

from django import forms
from django.contrib import messages
from django.template.response import TemplateResponse
from django.utils.crypto import salted_hmac
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
        "missing": missing,
        "total": translation.source.stringsegment_set.count(),
        "seen": seen,
    }
    return TemplateResponse(request, "core/admin/publish_as_it_is.html", context)


def _publishes(request):
    return request.method == "POST" and request.POST.get("action") == "publish"


def warn_before_deleting(request, page):
    """Above Wagtail's own question."""
    for sentence in page_uses.warnings(page) if request.method == "GET" else ():
        messages.warning(request, sentence)


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
