"""What a change can be refused for, said so that a person can read it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class RefusedError(ValidationError):
    """The change is not allowed; nothing was done."""


class ConflictError(RefusedError):
    """Someone else changed it in between; nothing was done."""

    def __init__(self, status):
        message = _("Someone else moved this need in the meantime: it is now “%(status)s”. Look again, then decide.")
        super().__init__(message, code="conflict", params={"status": status.label})
