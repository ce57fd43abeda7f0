"""What other pages show of the forums."""

from django import template

register = template.Library()
