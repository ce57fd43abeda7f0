"""What a member of the Working Group can do with a need: one form each, in the order they are offered."""

from .answering import DraftAction, LinkAction
from .assigning import AssignAction, TakeAction
from .merging import MergeAction, UnmergeAction
from .moving import MoveAction

__all__ = ["ACTIONS", "DraftAction"]

ACTIONS = {
    action.name: action
    for action in (TakeAction, DraftAction, MoveAction, LinkAction, AssignAction, MergeAction, UnmergeAction)
}
