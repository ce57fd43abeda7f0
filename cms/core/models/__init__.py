from .base import BasePage
from .contact import ContactMessage
from .pages import ContactPage, FAQPage, HomePage, StandardPage
from .settings import SiteSettings

__all__ = ["BasePage", "ContactMessage", "ContactPage", "FAQPage", "HomePage", "SiteSettings", "StandardPage"]
