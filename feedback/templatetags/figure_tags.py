"""How figures are shown in the admin."""

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_block_tag
def figures_table(content: str, heading: str, of: str = "", css: str = "") -> str:
    """The frame around the head and the body of a table; where there is no room for it, it is moved by itself."""
    frame = {"content": content, "heading": heading, "of": of, "css": css}
    return render_to_string("feedback/figures/table.html", frame)
