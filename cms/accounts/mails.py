"""E-mails about an account: templates <prefix>_subject.txt and <prefix>_message.txt in the layout of every notice."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from cms.mail.layout import absolute, frame
from cms.mail.text import render_line, render_text

# The link an e-mail is about, by its name in allauth's context, and what its button says.
LINKS = {
    "activate_url": _("Confirm my address"),
    "password_reset_url": _("Choose a new password"),
    "signup_url": _("Create an account"),
}


def send(prefix, address, context, person=None):
    with override(person.language if person else get_language()):
        message = compose(prefix, address, context, person)
    message.send()


def compose(prefix, address, context, person):
    link = next((name for name in LINKS if context.get(name)), "")
    action_url = context.get(link, "")
    context = {**context, "email": address, "recipient": person, **frame()}
    context["reset_url"] = absolute(reverse("account_reset_password"))
    context["contact_url"] = absolute(reverse("contact_message"))
    context["title"] = render_line(f"{prefix}_subject.txt", context)
    body = render_text(f"{prefix}_message.txt", context)
    button = {"action_url": action_url, "action_label": LINKS.get(link)}
    html = get_template("mail/plain.html").render({**context, **button, "text": body})
    text = f"{body}\n\n{action_url}\n" if action_url else f"{body}\n"
    message = EmailMultiAlternatives(context["title"], text, settings.DEFAULT_FROM_EMAIL, [address])
    message.attach_alternative(html, "text/html")
    return message
