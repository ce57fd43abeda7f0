"""One piece of evidence."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Participant
from cms.core.models import Work
from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Topic

from ..enums import FINDINGS, SignalKind
from .meeting import Meeting
from .need import Need
from .suggestion import Suggestion

SHOWN_IN_LIST = 140  # characters


class SignalQuerySet(models.QuerySet):
    def standing(self):
        """Evidence that was neither taken back nor left out."""
        return self.filter(withdrawn_at__isnull=True, dismissed_at__isnull=True)

    def votes(self):
        return self.filter(kind=SignalKind.VOTE)

    def words(self):
        """What somebody said, and not only added a voice to."""
        return self.exclude(kind=SignalKind.VOTE, text="")

    def with_all_it_shows(self):
        """Words, with what the screen of a need says of each."""
        return self.words().select_related("region", "suggestion__offer", "origin", "meeting", "audience")


class Signal(models.Model):
    """Belongs to the need it first joined (`origin`) and counts for the one that is merged into (`need`)."""

    kind = models.CharField(_("source"), max_length=30, choices=SignalKind)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), blank=True)
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="signals"
    )
    suggestion = models.ForeignKey(Suggestion, null=True, blank=True, on_delete=models.CASCADE, related_name="signals")
    work = models.ForeignKey(
        Work,
        verbose_name=_("page it is about"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="signals",
    )
    about_title = models.CharField(max_length=255, blank=True)  # of the page it was about, once that is deleted
    # Of the page: the key of an answer, the address of a link. Of a search: what is searched for.
    part = models.CharField(max_length=500, blank=True)
    part_title = models.CharField(_("part of the page"), max_length=255, blank=True)  # as it was called at that time
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), null=True, blank=True, on_delete=models.PROTECT, related_name="signals"
    )
    people = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)  # at the meeting, about; who searched
    audience = models.ForeignKey(
        Audience, verbose_name=_("audience"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    strategy = models.ForeignKey(
        Strategy, verbose_name=_("strategy"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    region = models.ForeignKey(RegionalCenter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="signals")
    origin = models.ForeignKey(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="first_signals")
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)  # by whoever said it
    dismissed_at = models.DateTimeField(_("left out"), null=True, blank=True)  # by a member

    objects = SignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=models.Q(kind=SignalKind.FORUM_POST), name="one_signal_per_forum_post"
            ),
            models.UniqueConstraint(
                fields=["part"], condition=models.Q(kind=SignalKind.COMMENT), name="one_signal_per_comment"
            ),
            models.UniqueConstraint(
                fields=["kind", "part"], condition=models.Q(kind__in=FINDINGS), name="one_signal_per_finding"
            ),
            models.UniqueConstraint(
                fields=["part"],
                condition=models.Q(kind=SignalKind.EMPTY_SEARCH, people__isnull=False),
                name="one_signal_per_search_of_many",
            ),
            models.UniqueConstraint(
                fields=["origin", "participant"],
                condition=models.Q(kind=SignalKind.VOTE),
                name="one_vote_per_need_and_person",
            ),
        ]
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["work", "kind"], name="signal_work_kind"),
            models.Index(fields=["need", "kind"], condition=models.Q(withdrawn_at=None), name="signal_standing"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"

    @property
    def excerpt(self) -> str:
        """In a list: without more words what was asked for, and of a mere voice what it was added to."""
        asked = self.suggestion or self.need
        return Truncator(self.text or (asked.title if asked else "")).chars(SHOWN_IN_LIST)

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None and self.dismissed_at is None

    @property
    def said(self):
        """All its words: what is asked for, and what was said about it."""
        title = self.part_title if self.kind == SignalKind.MEETING else ""
        if self.suggestion:
            title = self.suggestion.title
        return "\n\n".join(dict.fromkeys(part for part in (title, self.text) if part))
