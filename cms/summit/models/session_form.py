"""Writing a session in the editor, which alone knows the summit a new one is for."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class SessionForm(WagtailAdminPageForm):
    def clean(self):
        values = super().clean()
        summit = self.parent_page.specific
        for name in ("starts_at", "ends_at"):
            moment = values.get(name)
            if moment and not summit.includes(timezone.localtime(moment, timezone.get_default_timezone()).date()):
                self.add_error(name, self._outside(summit))
        return values

    def _outside(self, summit):
        if not summit.starts_on:
            return _("The summit is in %(year)s.") % {"year": summit.year}
        first, last = date_format(summit.starts_on), date_format(summit.ends_on or summit.starts_on)
        return _("The summit is from %(first)s to %(last)s.") % {"first": first, "last": last}
