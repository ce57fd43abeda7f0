"""The only functions that change a person's account, beside allauth's own."""

from .addresses import set_address

__all__ = ["set_address"]
