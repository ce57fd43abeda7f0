"""What all actions have in common."""

from django import forms
from django.utils.functional import cached_property


class Action(forms.Form):
    """`expected_status` is what the member saw: if it is no longer so, nothing is done and the member is told."""

    name = title = button = help = ""
    expected_status = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, need, user, **kwargs):
        self.need, self.user = need, user
        super().__init__(*args, auto_id=f"{self.name}_%s", initial={"expected_status": need.status}, **kwargs)

    def available(self):
        return self.need.is_open

    @cached_property
    def expected(self):
        return {"expected_status": self.cleaned_data["expected_status"]}

    def run(self):
        """Does it and says what was done."""
        raise NotImplementedError
