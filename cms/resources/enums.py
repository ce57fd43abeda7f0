"""What a resource may be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ResourceType(TextChoices):
    TOOL = "tool", _("Tool")
    TOOLKIT = "toolkit", _("Toolkit")
    GUIDE = "guide", _("Guide")
    CASE_STUDY = "case_study", _("Case study")
    VIDEO = "video", _("Video")
    WEBINAR = "webinar", _("Webinar")
    AUDIO = "audio", _("Audio")
    DATA_VISUALIZATION = "data_visualization", _("Data visualization")
    TEMPLATE = "template", _("Template")
    REPORT = "report", _("Report")
    BRIEF = "brief", _("Brief")


class License(TextChoices):
    """What whoever made it lets others do with it."""

    CC_BY = "cc-by", _("Use, share and change it, if they name who made it (CC BY)")
    CC_BY_NC = "cc-by-nc", _("Use, share and change it without charge, if they name who made it (CC BY-NC)")
    PUBLIC_DOMAIN = "public-domain", _("Anything: it is in the public domain")
    HERE_ONLY = "here-only", _("Read it here; for anything else they ask")


class MaterialLanguage(TextChoices):
    """A language the material itself can be had in."""

    EN = "en", _("English")
    ES = "es", _("Spanish")
    VI = "vi", _("Vietnamese")
    ZH = "zh", _("Chinese")
    TL = "tl", _("Filipino")
    AR = "ar", _("Arabic")
    KO = "ko", _("Korean")
    RU = "ru", _("Russian")
    PA = "pa", _("Punjabi")
    FA = "fa", _("Persian")
    HY = "hy", _("Armenian")
    HMN = "hmn", _("Hmong")
