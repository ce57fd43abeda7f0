"""What a change can be refused for, said so that a person can read it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Need


class RefusedError(ValidationError):
    """The change is not allowed; nothing was done."""


class TooLateError(RefusedError):
    """What one said oneself can no longer be changed, or is gone; nothing was done."""

    def __init__(self) -> None:
        super().__init__(_("It can no longer be changed."), code="too_late")


class GoneError(RefusedError):
    """The need was opened by mistake, and went when that was undone; nothing was done."""

    def __init__(self) -> None:
        super().__init__(_("This need is gone: what had opened it was undone in the meantime."), code="gone")


class ConflictError(RefusedError):
    """Someone else changed it since the version that was seen; nothing was done."""

    def __init__(self, need: Need, seen_version: int | None = None) -> None:
        self.seen_version = seen_version
        message = _("Someone else changed this need in the meantime: it is now “%(status)s”. Look again, then decide.")
        super().__init__(message, code="conflict", params={"status": need.get_status_display()})
