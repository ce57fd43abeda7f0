"""Display names: what others see instead of an e-mail address."""

import hashlib
import re
import unicodedata

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

_ADDRESS = re.compile(r"\S@\S|https?:|www\.", re.IGNORECASE)


def tidy(name):
    return " ".join(unicodedata.normalize("NFKC", name).split())


def fold(name):
    """The same for names that differ in case or width only; databases fold no letters outside ASCII."""
    return tidy(name).casefold()


# A name given at a sign-up with a known address counts as taken, as it does after any other sign-up. Otherwise
# the next try with the same name would tell whether the address had an account.
# Only for a while, and only in the cache: kept for good, it would let anybody take names away from others. Afterwards
# a free name says that some sign-up a month ago ended in nothing, to one who remembers which; the address itself, its
# owner and every other name stay unknown, and tries are limited.
HELD = 30 * 24 * 3600


def hold(name):
    cache.set(_held_key(name), True, HELD)


def is_held(name):
    return _held_key(name) in cache


def _held_key(name):
    return f"held-name:{hashlib.sha256(fold(name).encode()).hexdigest()}"


def validate_display_name(name):
    if _ADDRESS.search(name):
        raise ValidationError(_("Do not use an e-mail or web address: everyone can see this name."), code="address")
    if any(unicodedata.category(letter) in ("Cc", "Cf") for letter in name):
        raise ValidationError(_("Use letters that can be seen."), code="invisible")
    if not any(letter.isalnum() for letter in name):
        raise ValidationError(_("Use at least one letter or number."), code="empty")


class FoldedNameField(models.CharField):
    """Follows the display name by itself, so that the database can keep names apart."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 120, "unique": True, "null": True, "editable": False} | kwargs)

    def pre_save(self, instance, add):
        value = fold(instance.display_name) or None
        setattr(instance, self.attname, value)
        return value
