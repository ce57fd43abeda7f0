"""What follows from signing in."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from wagtail.users.models import UserProfile


@receiver(user_logged_in, dispatch_uid="accounts.admin_speaks_the_persons_language")
def admin_speaks_the_persons_language(sender, user, **kwargs):
    """From the first visit on, and until the person chooses another in Wagtail's own settings."""
    if user.has_perm("wagtailadmin.access_admin"):
        UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": user.language})
