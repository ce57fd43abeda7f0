from .content import BodyBlock, CalloutBlock, FileBlock, ImageFigureBlock, LinkListBlock, QuoteBlock, TextBlock
from .groups import AccordionBlock, QuestionGroupsBlock, StepsBlock, StepsStreamBlock

__all__ = [
    "AccordionBlock",
    "BodyBlock",
    "CalloutBlock",
    "FileBlock",
    "ImageFigureBlock",
    "LinkListBlock",
    "QuestionGroupsBlock",
    "QuoteBlock",
    "StepsBlock",
    "StepsStreamBlock",
    "TextBlock",
]
