from .base import BasePage
from .pages import FAQPage, HomePage, StandardPage
from .review import Publication, RegionReview
from .settings import SiteSettings
from .translation import PartialTranslation
from .work import Work

__all__ = [
    "BasePage",
    "FAQPage",
    "HomePage",
    "PartialTranslation",
    "Publication",
    "RegionReview",
    "SiteSettings",
    "StandardPage",
    "Work",
]
