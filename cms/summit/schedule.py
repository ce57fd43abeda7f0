"""The sessions of a summit by day and by time."""

from itertools import groupby

from django.utils import timezone


def schedule(sessions):
    """Days with their slots, each with the sessions that start together; `sessions` come in order."""
    for day, of_day in groupby(sessions, key=lambda session: timezone.localdate(session.starts_at)):
        yield {"date": day, "slots": [_slot(start, list(together)) for start, together in groupby(of_day, _start)]}


def _start(session):
    return session.starts_at


def _slot(start, sessions):
    return {"start": start, "sessions": sessions}
