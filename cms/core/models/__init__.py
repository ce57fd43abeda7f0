from .base import BasePage
from .pages import FAQPage, HomePage, StandardPage
from .review import ReviewTask
from .settings import SiteSettings

__all__ = [
    "BasePage",
    "FAQPage",
    "HomePage",
    "ReviewTask",
    "SiteSettings",
    "StandardPage",
]
