"""The three forums every installation starts with. What exists belongs to its moderators and is left alone."""

from django.contrib.auth.models import AnonymousUser, Group
from machina.apps.forum_permission.shortcuts import ALL_AUTHENTICATED_USERS

from cms.accounts.groups import COMMUNITY_OF_PRACTICE, MODERATORS, WORKING_GROUP
from forums.forum.models import Forum
from forums.forum_permission.models import ForumPermission, GroupForumPermission, UserForumPermission

READ = ["can_see_forum", "can_read_forum"]
TAKE_PART = [
    *READ,
    "can_start_new_topics",
    "can_reply_to_topics",
    "can_edit_own_posts",
    "can_delete_own_posts",
    "can_post_without_approval",
]
LOOK_AFTER = [
    *TAKE_PART,
    "can_approve_posts",
    "can_edit_posts",
    "can_delete_posts",
    "can_lock_topics",
    "can_move_topics",
    "can_post_stickies",
    "can_post_announcements",
    "can_reply_to_locked_topics",
]
OPEN_TO_ALL = [(AnonymousUser, READ), (ALL_AUTHENTICATED_USERS, TAKE_PART), (MODERATORS, LOOK_AFTER)]
OPEN_TO_COMMUNITY = [(COMMUNITY_OF_PRACTICE, TAKE_PART), (WORKING_GROUP, TAKE_PART), (MODERATORS, LOOK_AFTER)]

FORUMS = [
    {
        "key": "peer-learning",
        "grants": OPEN_TO_ALL,
        "name": "Peer learning",
        "description": "For everyone who makes a community school work. Bring a real question, or what you learned "
        "the hard way.",
        "name_es": "Aprendizaje entre colegas",
        "description_es": "Para quienes hacen funcionar una escuela comunitaria. Traiga una pregunta real o algo que "
        "aprendió con esfuerzo.",
    },
    {
        "key": "families",
        "grants": OPEN_TO_ALL,
        "name": "Families",
        "description": "Parents, guardians and students talk with one another, in Spanish, English or both.",
        "name_es": "Familias",
        "description_es": "Madres, padres, tutores y estudiantes conversan entre sí en español, en inglés o en los "
        "dos idiomas.",
    },
    {
        "key": "rtac-community-of-practice",
        "grants": OPEN_TO_COMMUNITY,
        "name": "R-TAC Community of Practice",
        "description": "Members only: staff of the eight regional centers and the statewide center.",
        "name_es": "Comunidad de práctica de los R-TAC",
        "description_es": "Solo para integrantes: personal de los ocho centros regionales y del centro estatal.",
    },
]


def ensure_defaults():
    for values in FORUMS:
        if not Forum.objects.filter(key=values["key"]).exists():
            texts = {name: value for name, value in values.items() if name != "grants"}
            open_to(Forum.objects.create(type=Forum.FORUM_POST, **texts), values["grants"])


def open_to(forum, grants):
    """Give each of `grants` (a group's name, everyone signed in, or everyone) its permissions in the forum."""
    permissions = {permission.codename: permission for permission in ForumPermission.objects.all()}
    for whom, codenames in grants:
        for codename in codenames:
            _grant(forum, whom, permissions[codename])


def _grant(forum, whom, permission):
    if whom is AnonymousUser:
        UserForumPermission.objects.create(forum=forum, permission=permission, anonymous_user=True)
    elif whom is ALL_AUTHENTICATED_USERS:
        UserForumPermission.objects.create(forum=forum, permission=permission, authenticated_user=True)
    else:
        group = Group.objects.get_or_create(name=whom)[0]
        GroupForumPermission.objects.create(forum=forum, permission=permission, group=group)
