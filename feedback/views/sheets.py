"""The sheet of paper for a meeting: choosing what is on it in the admin, and the page that is printed."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from cms.mail.layout import absolute

from ..admin_forms import SheetForm
from ..qr_codes import QRCode
from ..queries.sheets import Sheet, sheet_of
from .meetings import MeetingScreen


@require_safe
def sheet(request):
    """One page of Letter paper in the language of the address; with a key, for one meeting."""
    key = request.GET.get("key", "")
    shown = sheet_of(key)
    known = shown != Sheet()
    address = absolute(reverse("suggest"))
    context = {
        "sheet": shown,
        "form_address": address,
        "board_address": absolute(reverse("needs")),
        "code": QRCode(f"{address}?{urlencode({'sheet': key})}" if known else address),
        "lines": range(3),
        "language_urls": {code: _address(code, key if known else "") for code, _name in settings.LANGUAGES},
    }
    response = render(request, "feedback/sheet.html", context)
    if known:
        response["X-Robots-Tag"] = "noindex"
    return response


def _address(language, key):
    with override(language):
        return reverse("needs_sheet") + (f"?{urlencode({'key': key})}" if key else "")


class SheetView(MeetingScreen):
    """For which meeting, region and topic; the addresses to print from."""

    template_name = "feedback/meetings/sheet.html"
    page_title = gettext_lazy("Sheet to print")

    def get(self, request):
        form = SheetForm(request.GET or None)
        links = []
        if form.is_valid():
            key = form.sheet().key
            links = [{"code": code, "name": name, "url": _address(code, key)} for code, name in settings.LANGUAGES]
        return self.render_to_response(self.get_context_data(form=form, links=links))
