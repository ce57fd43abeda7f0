"""Mixins for forms: each text cleaned before it is checked; for the public ones a guard against robots and repeats."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from . import once
from .text import clean_text

if TYPE_CHECKING:
    _Form = forms.Form
else:
    _Form = object  # a mixin for forms of every kind


class CleanTextMixin(_Form):
    """Every text but passwords, before lengths are counted; what is shown again is the cleaned text."""

    def full_clean(self) -> None:
        if self.is_bound:
            self.data = self._cleaned(self.data)
        super().full_clean()

    def _cleaned(self, data: Any) -> Any:
        data = data.copy()
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if _is_text(field) and isinstance(typed := data.get(key), str):
                data[key] = clean_text(typed if isinstance(field.widget, forms.Textarea) else _in_one_line(typed))
        return data


def _is_text(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)


def _in_one_line(text: str) -> str:
    """As browsers send what has one line; whoever sends something else means to look like more than a title."""
    return " ".join(text.splitlines())


class GuardedFormMixin(CleanTextMixin):
    """For forms that make something. Their template says {{ form.guard }} beside the CSRF token."""

    ROBOT_FIELD = "website"  # people do not see it
    KEY_FIELD = "form_key"
    UNTYPED = {"csrfmiddlewaretoken", KEY_FIELD}
    sent = ""  # by whom and whereto: the same words of somebody else, or elsewhere, are another send

    def trap(self) -> SafeString:
        """All of the guard that a page for everyone can hold: what it makes is unique by itself."""
        return render_to_string("intake/trap.html", {"robot_field": self.ROBOT_FIELD})

    def guard(self) -> SafeString:
        names = {"robot_field": self.ROBOT_FIELD, "key_field": self.KEY_FIELD}
        return render_to_string("intake/guard.html", names | {"key": self.form_key})

    @cached_property
    def form_key(self) -> str:
        given = self.data.get(self.KEY_FIELD, "")
        return given if once.is_ours(given) else once.new_key()

    def is_from_a_robot(self) -> bool:
        return bool(self.data.get(self.ROBOT_FIELD))

    def earlier_result(self) -> str:
        """Where the same form with the same content has led already."""
        return once.result_of(self._fingerprint)

    def send_once(self, send: Callable[[], str]) -> str:
        return once.send_once(self._fingerprint, send)

    @cached_property
    def _fingerprint(self) -> str:
        typed = {k: v for k, v in self.data.items() if k not in self.UNTYPED}
        return once.fingerprint(f"{self.form_key} {self.sent}", typed)
