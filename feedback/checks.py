"""What the screens show for each value of an enum."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from cms.core.templatetags.commons import STATUS_ICONS

from .enums import Status


@register("names")
def status_icons(**kwargs: Any) -> list[CheckMessage]:
    sprite = (settings.BASE_DIR / "static/icons/sprite.svg").read_text()
    lacking = [status for status in Status if f'id="{STATUS_ICONS.get(status)}"' not in sprite]
    return [Error(f"The status {status.value!r} has no icon in the sprite.", id="feedback.E001") for status in lacking]
