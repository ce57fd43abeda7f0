"""What a member of the Working Group can do with a need, in the order in which it is offered."""

from ..enums import Status
from .answering import DraftAction, LinkAction
from .assigning import AssignAction, TakeAction
from .dismissing import DismissAction, RestoreAction
from .merging import MergeAction, TellApartAction, UnmergeAction
from .moving import (
    AskAction,
    CorrectAction,
    DeclineAction,
    HideAction,
    NoteAction,
    PlanAction,
    PublishAction,
    ReopenAction,
    ReviewAction,
    ShowAction,
    StartAction,
)
from .offering import ShowDraftAction, WaiveAnswerAction
from .sorting import RegionAction, ThemeAction, TopicAction
from .splitting import SplitAction

ACTIONS = {
    action.name: action
    for action in (
        TakeAction,
        ReviewAction,
        DraftAction,
        ShowDraftAction,
        WaiveAnswerAction,
        PlanAction,
        StartAction,
        AskAction,
        PublishAction,
        LinkAction,
        CorrectAction,
        ReopenAction,
        NoteAction,
        AssignAction,
        TopicAction,
        ThemeAction,
        RegionAction,
        MergeAction,
        UnmergeAction,
        SplitAction,
        TellApartAction,
        DismissAction,
        RestoreAction,
        DeclineAction,
        HideAction,
        ShowAction,
    )
}

# What can be done to many needs at once: each by itself, with the same words.
BULK = ("take", "assign", "topic", "theme", "region", "review", "ask", "plan", "start", "publish", "decline", "merge")

# What whoever has a need most likely does next.
LIKELY = {
    Status.RECEIVED: ReviewAction,
    Status.UNDER_REVIEW: DraftAction,
    Status.NEEDS_INPUT: ReviewAction,
    Status.PLANNED: DraftAction,
    Status.IN_PROGRESS: DraftAction,
}


def offered_actions(need, user):
    """The likely one first and unfolded: taking what nobody has, and the next step of what is one's own."""
    actions = [action(need=need, user=user) for action in ACTIONS.values()]
    actions = [action for action in actions if action.offered and action.available()]
    first = TakeAction if not need.assignee_id else LIKELY.get(need.status)
    for action in actions:
        action.likely = type(action) is first and need.assignee_id in (None, user.pk)
    return sorted(actions, key=lambda action: not action.likely)
