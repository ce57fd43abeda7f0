"""The words of a notice, from its templates, in the active language."""

from typing import Any

from django.template.backends.django import Template
from django.template.loader import get_template, select_template

from cms.accounts.models import User
from cms.mail.layout import absolute, frame
from cms.mail.text import render_line, render_text

from .models import Notice


def subject_template(kind: str) -> Template:
    return get_template(f"notices/{kind}.subject.txt")


def title(notice: Notice) -> str:
    """One line for a subject or a list; plain text, to be escaped by the page that shows it."""
    return render_line(f"notices/{notice.kind}.subject.txt", notice.context)


def message(notice: Notice) -> tuple[str, str, str]:
    """Subject, text and HTML of one e-mail. `link` is absolute; `recipient` is None for people without an account."""
    context = {
        **notice.context,
        **frame(),
        "recipient": notice.recipient,
        "language": notice.language,
        "link": link(notice),
        "unfollow_link": absolute(unfollow) if (unfollow := notice.context.get("unfollow")) else "",
    }
    subject, text = title(notice), render_text(f"notices/{notice.kind}.txt", context) + "\n"
    return subject, text, _html(notice.kind, subject, context)


def digest(person: User, notices: list[Notice]) -> tuple[str, str, str]:
    """Subject, text and HTML of one e-mail that tells several things."""
    items = [{"title": title(notice), "link": link(notice)} for notice in notices]
    context = {"items": items, **frame(), "recipient": person, "language": person.language}
    context["title"] = render_line("notices/digest.subject.txt", context)
    text = render_text("notices/digest.txt", context) + "\n"
    return context["title"], text, get_template("notices/digest.html").render(context)


def _html(kind: str, subject: str, context: dict[str, Any]) -> str:
    """The HTML of the kind, or its text without the link, for which there is a button. Its title is the subject."""
    text = render_text(f"notices/{kind}.txt", {**context, "link": ""})
    template = select_template([f"notices/{kind}.html", "mail/plain.html"])
    return template.render({**context, "title": subject, "action_url": context["link"], "text": text})


def link(notice: Notice) -> str:
    return absolute(notice.context.get("url", "/"))
