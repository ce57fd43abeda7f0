"""The one address a person signs in with."""

from allauth.account.models import EmailAddress
from django.db import transaction

from ..models import User


@transaction.atomic
def set_address(user: User, verified: bool = False) -> EmailAddress:
    """Make `user.email` the address to sign in with; unless verified, its owner confirms it at the next sign-in."""
    EmailAddress.objects.filter(user=user).delete()
    return EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
