from django import forms
from django.utils.translation import gettext_lazy as _


class TopicMoveForm(forms.Form):
    forum = forms.TypedChoiceField(label=_("To which forum?"), coerce=int)
    lock_topic = forms.BooleanField(label=_("Close it for replies as well"), required=False)

    def __init__(self, *args, forums, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].choices = [(forum.pk, forum.label) for forum in forums]
