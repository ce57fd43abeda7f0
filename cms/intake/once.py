"""One form is one send, however often the button is pressed, without JavaScript too."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping

from django.core.signing import BadSignature, Signer
from django.db import transaction

from .models import SentForm

_signer = Signer(salt="intake.form")


def new_key() -> str:
    return _signer.sign(secrets.token_urlsafe(16))


def is_ours(key: str) -> bool:
    try:
        _signer.unsign(key)
    except BadSignature:
        return False
    return True


def fingerprint(key: str, typed: Mapping[str, object]) -> str:
    """Of this form with this content: who goes back and writes something else means a second send."""
    content = json.dumps([key, sorted((name, str(value)) for name, value in typed.items())])
    return hashlib.sha256(content.encode()).hexdigest()


@transaction.atomic
def send_once(key: str, send: Callable[[], str]) -> str:
    """The address that `send` leads to; a second one at the same moment waits here for the first."""
    sent, first = SentForm.objects.get_or_create(key=key)
    if first:
        sent.result = send()
        sent.save(update_fields=["result"])
    return sent.result


def result_of(key: str) -> str:
    return SentForm.objects.filter(key=key).values_list("result", flat=True).first() or ""
