"""What somebody offered: its giver sees the draft first."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain import draft_answers
from ..enums import NeedKind
from ..queries.offered_pages import offer_of
from .base import Action, note_field


class OfferAction(Action):
    def available(self):
        return super().available() and self.need.kind == NeedKind.OFFER and bool(self.need.answer_work_id)

    @property
    def offer(self):
        return offer_of(self.need)


class ShowDraftAction(OfferAction):
    name = "show-draft"
    title = button = gettext_lazy("Show the draft to its giver")
    help = gettext_lazy(
        "They are asked whether it is right, by a link that is good for thirty days. Save the draft first."
    )

    def run(self):
        draft_answers.show_draft(self.need, by=self.user, **self.expected)
        return _("Its giver is asked. Who cannot be written to finds it on the receipt.")


class WaiveAnswerAction(OfferAction):
    name = "waive"
    title = gettext_lazy("Publish it without the giver’s yes")
    button = gettext_lazy("Allow it")
    help = gettext_lazy("For somebody who cannot be reached any more.")
    note = note_field(required=True)

    def available(self):
        return super().available() and bool(self.offer) and not self.offer.may_be_published_in(self.need.answer_work_id)

    def run(self):
        draft_answers.waive_answer(self.need, self.cleaned_data["note"], by=self.user, **self.expected)
        return _("The page may be published.")
