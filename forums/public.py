"""What everyone may read, signed in or not. Lists, feeds, search and the home page start from here."""

from django.contrib.auth.models import AnonymousUser
from machina.core.db.models import get_model
from machina.core.loading import get_class


def forums():
    handler = get_class("forum_permission.handler", "PermissionHandler")()
    return handler.readable(AnonymousUser())


def topics():
    found = get_model("forum_conversation", "Topic").objects.filter(approved=True, forum__in=[f.pk for f in forums()])
    return found.select_related("forum", "poster")


def posts():
    found = get_model("forum_conversation", "Post").objects.filter(approved=True, topic__approved=True)
    return found.filter(topic__forum__in=[f.pk for f in forums()]).select_related("topic__forum", "poster")
