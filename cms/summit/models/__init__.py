from .sessions import Facilitator, Material, SessionPage
from .summits import SummitIndexPage, SummitPage

__all__ = ["Facilitator", "Material", "SessionPage", "SummitIndexPage", "SummitPage"]
