"""“@Name” in a note tells one who reads the queue, and nobody else."""

import re
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.intake.text import folded
from cms.notices.domain import telling

from ..models import Need
from ..permissions import queue_readers

AT = re.compile(r"(?<![\w@])@(?=[^\s@])")  # not that of an e-mail address, nor one of several
AROUND = ".,;:!?…()“”\"'"
MOST_NEAR = 5  # names that are offered for one that is not known


def resolve(note: str) -> tuple[str, list[User]]:
    """The note with numbers in place of names, and who they are. A name that is not clear is said beside the note."""
    if not AT.search(note):
        return note, []
    readers = sorted(queue_readers(), key=lambda user: -len(user.display_name))  # “@Ana Ruiz” is not “@Ana”
    patterns = [(_pattern_of(user.display_name), user) for user in readers]
    kept, told, unclear, end = "", {}, {}, 0
    for at in AT.finditer(note):
        if at.start() < end:  # within a name
            continue
        if known := next(((found, user) for each, user in patterns if (found := each.match(note, at.end()))), None):
            found, user = known
            kept, end, told[user.pk] = f"{kept}{note[end : at.start()]}@[{user.pk}]", found.end(), user
        elif typed := note[at.end() :].split()[0].strip(AROUND)[:60]:
            unclear[typed] = True
    if unclear:
        raise ValidationError({"note": [_problem(typed, readers) for typed in unclear]})
    return kept + note[end:], list(told.values())


def tell(need: Need, mentioned: Iterable[User], *, by: User) -> None:
    """Each once for the note that was just kept. Its words stay in the queue."""
    context = {
        "number": need.number,
        "asked_for": need.title,
        "by": str(by),
        "url": reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk]) + "#history-section",
    }
    key = f"need_mention:{need.pk}:{need.version}"
    messages = [telling.Message(user, f"{key}:{user.pk}", context) for user in mentioned if user != by]
    telling.notify_many("need_mention", messages)


def _pattern_of(name: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE)


def _problem(typed: str, readers: Collection[User]) -> str:
    near = [str(user) for user in readers if folded(str(user)).startswith(folded(typed))]
    if not near:
        return _("Nobody who reads the queue is called “%(typed)s”.") % {"typed": typed}
    names = ", ".join(f"@{name}" for name in sorted(near)[:MOST_NEAR])
    return _("Write the whole name in place of “@%(typed)s”: %(names)s.") % {"typed": typed, "names": names}
