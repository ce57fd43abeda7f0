from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from cms.ops.tasks import clear_sessions


@pytest.mark.django_db
def test_sessions_that_have_ended_are_cleared_and_others_stay():
    for key, hours in (("ended", -1), ("going-on", 1)):
        expires = timezone.now() + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    clear_sessions()
    assert [session.pk for session in Session.objects.all()] == ["going-on"]
