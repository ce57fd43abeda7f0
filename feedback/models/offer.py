"""What somebody offers of their own: the suggestion has its title, words, link and receipt; this has the rest."""

from pathlib import PurePath
from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.models import Work
from cms.resources.enums import License, MaterialLanguage, ResourceType

from ..enums import Credit, GiverAnswer, PeopleShown, Status
from .suggestion import Suggestion


def private_path(offer, name):
    """No name that anybody could guess; the folder has no public address."""
    return f"offers/{uuid4()}{PurePath(name).suffix.lower()}"


class OfferQuerySet(models.QuerySet):
    def with_file(self):
        return self.exclude(file="")

    def closed_before(self, moment):
        """Declined or published that long ago, or taken back: nobody needs the file any more."""
        closed = models.Q(
            suggestion__signals__need__status__in=(Status.DECLINED, Status.PUBLISHED),
            suggestion__signals__need__status_since__lt=moment,
        )
        return self.filter(closed | models.Q(withdrawn_at__lt=moment)).distinct()


class Offer(models.Model):
    suggestion = models.OneToOneField(Suggestion, on_delete=models.CASCADE, related_name="offer")
    resource_type = models.CharField(_("type"), max_length=20, choices=ResourceType, default=ResourceType.GUIDE)
    maker = models.CharField(_("who made it"), max_length=200)
    languages = models.JSONField(_("languages of the material"), default=list)
    license = models.CharField(_("license"), max_length=20, choices=License)
    permission = models.TextField(_("permission to publish, in the words that were agreed to"))
    people = models.CharField(_("people in pictures"), max_length=10, choices=PeopleShown)
    credit = models.CharField(_("named as"), max_length=10, choices=Credit)
    credit_name = models.CharField(_("name for the credit"), max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to=private_path, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    document = models.ForeignKey(  # of the draft; private until its page is public
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    image = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    work = models.ForeignKey(  # that it is part of: drafted with it, or shown to its giver
        Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    shown_at = models.DateTimeField(_("draft shown"), null=True, blank=True)
    answer = models.CharField(_("answer to the draft"), max_length=10, choices=GiverAnswer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    waived_at = models.DateTimeField(_("may be published without an answer since"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self):
        return self.suggestion.title

    @property
    def language_names(self) -> list[str]:
        return [str(MaterialLanguage(code).label) for code in self.languages]

    @property
    def credited(self) -> str:
        """As it stands on the page; nothing for whoever wants no name there."""
        return self.credit_name if self.credit != Credit.NOBODY else ""

    @property
    def may_be_published(self) -> bool:
        return self.answer == GiverAnswer.YES or self.waived_at is not None

    def may_be_published_in(self, work: UUID | None) -> bool:
        """A yes is to the page that was shown."""
        return self.waived_at is not None or (self.may_be_published and self.work_id == work)
