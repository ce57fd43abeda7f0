"""What an app says about a type of its own that moderators read before it is published."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User

_types: dict[str, "ModeratedType"] = {}


class NotWaitingError(Exception):
    """Somebody else has decided it meanwhile, or it is gone."""


class ModeratedType:
    """One class for each type, in the app that owns it.

    `kind` names it in addresses and in the log, `label` for people, `template` shows one `item` with what stands
    around it, `since` is the field with the time from which it waits; the others are the words of the two ways. A
    scope is the part of the site, such as a forum, that somebody looks after: who looks after none decides nothing.
    """

    kind = ""
    label: Any = ""
    template = ""
    since = "created"
    approve_label: Any = _("Publish")
    reject_heading: Any = _("Or do not publish it")
    reject_label: Any = _("Do not publish")

    def scopes(self, user: User) -> set[str]:
        """Those in which the user decides."""
        raise NotImplementedError

    def waiting(self, scopes: set[str]) -> "QuerySet[Any]":
        raise NotImplementedError

    def published_by(self, authors: Iterable[int]) -> dict[int, int]:
        """How many of this type each of these people has published; those with none may be missing."""
        raise NotImplementedError

    def scope(self, instance: Any) -> str:
        raise NotImplementedError

    def author(self, instance: Any) -> User | None:
        raise NotImplementedError

    def title(self, instance: Any) -> str:
        raise NotImplementedError

    def title_language(self, instance: Any) -> str:
        return str(instance.language)

    def text(self, instance: Any) -> str:
        raise NotImplementedError

    def place(self, instance: Any) -> str:
        """The name of where it stands."""
        raise NotImplementedError

    def place_url(self, pk: int) -> str:
        """Where its author may read on and write again; empty if that is gone."""
        raise NotImplementedError

    def around(self, instance: Any) -> dict[str, Any]:
        """What `template` needs to show it among its neighbours."""
        return {}

    def approve(self, instance: Any) -> Any:
        """Publish it and return it as it was found, or raise NotWaitingError."""
        raise NotImplementedError

    def reject(self, instance: Any) -> Any:
        """Keep it out of sight and return it as it was found, or raise NotWaitingError."""
        raise NotImplementedError


class Item:
    """One thing of a moderated type, as pages and the log see it."""

    def __init__(self, type_: ModeratedType, instance: Model):
        self.type, self.instance = type_, instance
        self.pk, self.kind, self.language = instance.pk, type_.kind, str(getattr(instance, "language", ""))
        self.title, self.text, self.place = type_.title(instance), type_.text(instance), type_.place(instance)
        self.title_language = type_.title_language(instance)
        self.author, self.scope = type_.author(instance), type_.scope(instance)
        self.since = getattr(instance, type_.since)


def register(type_class: type[ModeratedType]) -> type[ModeratedType]:
    """Have a type moderated; the module is imported by its app's AppConfig.ready()."""
    _types[type_class.kind] = type_class()
    return type_class


def moderated_types() -> dict[str, ModeratedType]:
    return dict(_types)
