"""What accounts themselves keep of a person."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _
from post_office.models import Email
from wagtail.users.models import UserProfile

from .groups import LABELS
from .models import Participant, User
from .records import Column, Erased, Records, fields, not_exported, of_account, register


def _groups(user: User) -> str:
    return ", ".join(str(LABELS.get(group.name, group.name)) for group in user.groups.all())


def _avatar(profile: UserProfile) -> dict[str, Any]:
    return {f"picture-{profile.avatar.name.rpartition('/')[2]}": profile.avatar} if profile.avatar else {}


register(
    Records(
        "account",
        _("Your account"),
        lambda participant: [participant.user] if participant.user else [],
        (
            *fields(
                User,
                "email",
                "display_name",
                "role",
                "region",
                "language",
                "digest",
                date_joined=_("Joined"),
                last_login=_("Last sign-in"),
            ),
            Column("groups", _("Groups"), _groups),
        ),
        Erased.DELETED,
        keys=("accounts.User.email",),
    ),
    Records(
        "email_addresses",
        _("E-mail addresses of your account"),
        of_account(lambda user: EmailAddress.objects.filter(user=user)),
        fields(EmailAddress, email=_("E-mail address"), verified=_("Confirmed")),
        Erased.DELETED,
        keys=("account.EmailAddress.user", "account.EmailAddress.email"),
    ),
    Records(
        "two_step_sign_in",
        _("Two-step sign-in"),
        of_account(lambda user: Authenticator.objects.filter(user=user)),
        fields(Authenticator, type=_("Kind"), created_at=_("Since"), last_used_at=_("Last used")),
        Erased.DELETED,
        keys=("mfa.Authenticator.user",),
    ),
    Records(
        "participation",
        _("How you are counted among those who spoke"),
        lambda participant: [participant],
        fields(Participant, "kind", "language", created_at=_("Since")),
        Erased.UNSIGNED,
        keys=("accounts.Participant.user",),
    ),
    Records(
        "editing_desk",
        _("Your settings of the editing desk"),
        of_account(lambda user: UserProfile.objects.filter(user=user)),
        fields(UserProfile, preferred_language=_("Language"), theme=_("Colors")),
        Erased.DELETED,
        keys=("wagtailusers.UserProfile.user",),
        files=_avatar,
    ),
    # Without their text, which holds links that let anybody in, and without their subject, which may name others.
    Records(
        "emails",
        _("E-mails we sent you in the last 30 days"),
        of_account(lambda user: Email.objects.filter(to=user.email).order_by("-created")),
        fields(Email, created=_("Sent")),
        Erased.DELETED,
    ),
)
not_exported(
    "A number that leads to the row of the same person.",
    "accounts.FormerParticipant.into",
)
