"""What follows from signing in, from confirming an address, and from an account that goes."""

from allauth.account.models import EmailAddress
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from .domain import erasing, participants
from .models import User
from .visitors import sign_in_speaker


@receiver(user_logged_in, dispatch_uid="accounts.admin_speaks_the_persons_language")
def admin_speaks_the_persons_language(sender, user, **kwargs):
    """From the first visit on, and until the person chooses another in Wagtail's own settings."""
    if user.has_perm("wagtailadmin.access_admin"):
        UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": user.language})


@receiver(user_logged_in, dispatch_uid="accounts.take_over_what_the_visitor_said")
def take_over_what_the_visitor_said(sender, request, user, **kwargs):
    if request:
        sign_in_speaker(request, user)


@receiver(post_save, sender=EmailAddress, dispatch_uid="accounts.claim_address")
def claim_address(sender, instance, **kwargs):
    if instance.verified:
        participants.claim_address(instance.user, instance.email)


@receiver(pre_delete, sender=User, dispatch_uid="accounts.forget_person")
def forget_person(sender, instance, **kwargs):
    """However the account is deleted, in the profile, in Wagtail or in bulk."""
    erasing.forget(participants.of_user(instance))
