from django import template

from cms.contact.forms import ContactForm

register = template.Library()


@register.simple_tag(takes_context=True)
def contact_form(context):
    """The form as it was sent and refused, or an empty one."""
    return context.get("form") or ContactForm()
