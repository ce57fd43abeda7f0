"""A public site must not serve accounts whose password everyone knows."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils.crypto import get_random_string

from .demo import DOMAIN
from .models import User

PROBLEM = "There are active demo accounts (%s), and everyone knows their password."
HINT = "Close them with `manage.py demo_accounts --close`, or set DEMO=1 on a machine that serves only itself."


def demo_accounts():
    return User.objects.filter(email__iendswith=DOMAIN, is_active=True)


def problem():
    """What is wrong and what helps, or an empty text. A database that cannot be asked is the business of /readyz."""
    if settings.DEMO or settings.DEBUG:
        return ""
    try:
        found = list(demo_accounts().values_list("email", flat=True)[:3])
    except DatabaseError:
        return ""
    return f"{PROBLEM % ', '.join(found)} {HINT}" if found else ""


@register(Tags.database)
def no_demo_accounts(app_configs, databases=None, **kwargs):
    found = problem() if databases else ""
    return [Error(found, id="accounts.E001")] if found else []


def refuse_demo_accounts():
    """For the start of a web process."""
    if found := problem():
        raise ImproperlyConfigured(found)


def close_demo_accounts():
    """Nobody signs in with them any more; what they wrote stays."""
    return demo_accounts().update(is_active=False, password=f"!{get_random_string(40)}")
