"""A person, with an account or without."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.taxonomy.models import RegionalCenter

from .enums import Digest, ParticipantKind, Role
from .names import FoldedNameField, validate_display_name


class UserManager(BaseUserManager):
    """People are known by their e-mail address, compared without regard to case."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractUser):
    """Signs in with an e-mail address; others only ever see the display name."""

    username = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=60, validators=[validate_display_name])
    display_key = FoldedNameField()
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    region = models.ForeignKey(
        RegionalCenter,
        verbose_name=_("regional center"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    digest = models.CharField(_("notices by e-mail"), max_length=10, choices=Digest, default=Digest.AT_ONCE)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.display_name

    @property
    def first_name(self):
        """What Wagtail's sidebar calls a person by; it would show the e-mail address otherwise."""
        return self.display_name

    def get_full_name(self):
        return self.display_name

    def get_short_name(self):
        return self.display_name

    @property
    def short_role(self):
        return Role(self.role).short if self.role else ""


class Participant(models.Model):
    """Who spoke. One person is one participant: changed by the functions of `cms.accounts.domain` only.

    An erased person leaves the row, without anything that says who it was, so that what was said still counts once.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ParticipantKind)
    user = models.OneToOneField(
        User, verbose_name=_("person"), null=True, blank=True, on_delete=models.SET_NULL, related_name="participant"
    )
    email_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # of a confirmed address
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")

    def __str__(self):
        return str(self.user) if self.user else f"{self.get_kind_display()} {self.pk}"

    @property
    def is_told_apart(self) -> bool:
        """Two receipts may be of one person or of two."""
        return self.kind != ParticipantKind.RECEIPT

    @property
    def speaks(self) -> str:
        """The language to write to this person in."""
        return self.user.language if self.user else self.language


class FormerParticipant(models.Model):
    """A row that is gone since it turned out to be somebody else: whoever still names it is led to who that is."""

    number = models.BigIntegerField(primary_key=True)
    into = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")

    def __str__(self):
        return f"{self.number} -> {self.into_id}"
