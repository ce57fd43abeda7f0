"""Telling people apart, so that each is counted once, without keeping more about them than needed."""

from django.utils.crypto import salted_hmac

from ..enums import RECEIPT


def of_user(user):
    return f"user:{user.pk}"


def of_email(email):
    """Keyed: without our secret nobody can try addresses against it."""
    return f"email:{salted_hmac('feedback.voices', email.lower(), algorithm='sha256').hexdigest()}"


def of_suggestion(suggestion):
    """An account, a confirmed address, or else just the receipt."""
    if suggestion.author:
        return of_user(suggestion.author)
    if suggestion.email_confirmed_at:
        return of_email(suggestion.email)
    return f"{RECEIPT}:{suggestion.pk}"


def counted_as(voice):
    """Receipts cannot be told apart, so together they count as one person: repeating never raises anything."""
    return RECEIPT if voice.startswith(f"{RECEIPT}:") else voice
