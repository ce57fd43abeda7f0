"""Texts of the contact page, and the address its messages are announced to."""

from cms.contact.models import ContactPage
from cms.core.demo import body
from cms.core.demo.publish import fill, spanish
from cms.core.models import SiteSettings


def load(context):
    texts = context.read(__file__, "contact.toml")
    page = ContactPage.objects.get(locale__language_code="en")
    english = {"title": texts["title"], "summary": texts["summary"], "body": body(texts["body"])}
    fill(context, "contact", page, english, spanish(texts, "title", "summary") | {"body": body(texts["body_es"])})
    if context.first_time("settings"):
        SiteSettings.objects.update_or_create(defaults={"contact_email": "contact@demo.example"})
