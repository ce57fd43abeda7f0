"""Plain text from templates: Django escapes every template whatever its name, and mail is not HTML."""

from django.template import Context
from django.template.loader import get_template


def render_text(name, context):
    return get_template(name).template.render(Context(context, autoescape=False)).strip()


def render_line(name, context):
    return " ".join(render_text(name, context).split())
