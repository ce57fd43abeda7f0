from .base import BasePage
from .contact import ContactMessage
from .demo import DemoRecord
from .pages import ContactPage, FAQPage, HomePage, StandardPage
from .review import ReviewTask
from .settings import SiteSettings
from .translation import PartialTranslation

__all__ = [
    "BasePage",
    "ContactMessage",
    "ContactPage",
    "DemoRecord",
    "FAQPage",
    "HomePage",
    "PartialTranslation",
    "ReviewTask",
    "SiteSettings",
    "StandardPage",
]
