"""What can be asked for, who said it, and how far a need has come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NeedKind(TextChoices):
    """What is asked for."""

    NEW_RESOURCE = "new_resource", _("A new resource")
    IMPROVEMENT = "improvement", _("An improvement to a page")
    CORRECTION = "correction", _("A correction")
    BROKEN_LINK = "broken_link", _("A link that does not work")
    TRANSLATION = "translation", _("A translation")
    OFFER = "offer", _("Something somebody offers")


class SignalKind(TextChoices):
    """Where a piece of evidence comes from, and how much it weighs in the priority of a need."""

    weight: int

    def __new__(cls, value: str, weight: int) -> "SignalKind":
        kind = str.__new__(cls, value)
        kind._value_, kind.weight = value, weight
        return kind

    SUGGESTION = "suggestion", 3, _("Suggestion")
    OFFER = "offer", 3, _("Offer of something of one’s own")
    LOW_RATING = "low_rating", 2, _("Low rating with a reason")
    NOT_HELPFUL = "not_helpful", 1, _("“Not helpful” with a reason")
    FORUM_POST = "forum_post", 3, _("Forum post")
    COMMENT = "comment", 3, _("Comment on a page")
    EMPTY_SEARCH = "empty_search", 1, _("Search without results")
    SESSION_FEEDBACK = "session_feedback", 2, _("Session feedback")
    BROKEN_LINK = "broken_link", 4, _("Reported broken link")
    TRANSLATION_REQUEST = "translation_request", 4, _("Request for a translation")
    VOTE = "vote", 1, _("Voice added to it")
    MEETING = "meeting", 10, _("Said at a meeting")
    PROGRESS_REPORT = "progress_report", 3, _("Finding of the Annual Progress Report")
    PROFESSIONAL_LEARNING = "professional_learning", 2, _("Need from professional learning")


# What stands in reports and surveys: of no person, and weighed by whoever wrote the report.
FINDINGS = (SignalKind.PROGRESS_REPORT, SignalKind.PROFESSIONAL_LEARNING)


class RowState(TextChoices):
    """What became of one line of a file of findings."""

    WAITING = "waiting", _("Can be imported")
    INVALID = "invalid", _("With a mistake")
    IMPORTED = "imported", _("Imported")
    KNOWN = "known", _("Known already, not imported twice")
    CORRECTED = "corrected", _("Known already, its weight corrected")
    UNDONE = "undone", _("Undone")
    KEPT = "kept", _("Stays")


class Status(TextChoices):
    """How far a need has come."""

    RECEIVED = "received", _("Received")
    UNDER_REVIEW = "under_review", _("Under review")
    NEEDS_INPUT = "needs_input", _("Needs your input")
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in_progress", _("In progress")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    MERGED = "merged", _("Merged")


class Stage(TextChoices):
    """The statuses as the public board groups them."""

    statuses: tuple[Status, ...]

    def __new__(cls, value: str, statuses: tuple[Status, ...]) -> "Stage":
        stage = str.__new__(cls, value)
        stage._value_, stage.statuses = value, statuses
        return stage

    CONSIDERED = "considered", (Status.UNDER_REVIEW, Status.NEEDS_INPUT), _("Being looked at")
    UNDER_WAY = "under-way", (Status.PLANNED, Status.IN_PROGRESS), _("On its way")
    DONE = "done", (Status.PUBLISHED,), _("Done")
    DECLINED = "declined", (Status.DECLINED,), _("Declined, with the reason")


# A need is public once a member of the Working Group has read it and moved it on; what is merged is part of another.
PUBLIC = tuple(status for stage in Stage for status in stage.statuses)
# What the public was told something about.
ANSWERED = (Status.PLANNED, Status.IN_PROGRESS, Status.PUBLISHED, Status.DECLINED)
# Where it ends, and the way there: people are told of both.
ANSWERS = (Status.PUBLISHED, Status.DECLINED)
PROGRESS = (Status.UNDER_REVIEW, Status.PLANNED, Status.IN_PROGRESS)
OPEN = (Status.RECEIVED, Status.UNDER_REVIEW, Status.NEEDS_INPUT, Status.PLANNED, Status.IN_PROGRESS)

# The only moves a person can make; out of a closed status they reopen. A page going live publishes any open need,
# a page taken down reopens it, and undoing a merge returns to the status before it.
MOVES: dict[str, tuple[Status, ...]] = {
    Status.RECEIVED: (Status.UNDER_REVIEW, Status.DECLINED, Status.MERGED),
    Status.UNDER_REVIEW: (Status.NEEDS_INPUT, Status.PLANNED, Status.DECLINED, Status.MERGED),
    Status.NEEDS_INPUT: (Status.UNDER_REVIEW, Status.DECLINED, Status.MERGED),
    Status.PLANNED: (Status.IN_PROGRESS, Status.DECLINED, Status.MERGED),
    Status.IN_PROGRESS: (Status.PUBLISHED, Status.DECLINED, Status.MERGED),
    Status.PUBLISHED: (Status.IN_PROGRESS,),
    Status.DECLINED: (Status.UNDER_REVIEW,),
    Status.MERGED: (),
}

# Moves that tell people something, so that they are told in both languages.
NEEDS_REASON = (Status.NEEDS_INPUT, Status.DECLINED)
# Which of its texts a need can be given on the way into a status.
PUBLIC_TEXT: dict[str, str] = {
    Status.NEEDS_INPUT: "reason",
    Status.PLANNED: "response",
    Status.IN_PROGRESS: "response",
    Status.PUBLISHED: "response",
    Status.DECLINED: "reason",
}
# The way from the first look to the work, as a member who drafts a page walks it.
TOWARDS_WORK: dict[str, Status] = {
    Status.RECEIVED: Status.UNDER_REVIEW,
    Status.NEEDS_INPUT: Status.UNDER_REVIEW,
    Status.UNDER_REVIEW: Status.PLANNED,
    Status.PLANNED: Status.IN_PROGRESS,
}


class EventKind(TextChoices):
    """What a row of a need's history tells."""

    MOVED = "moved", _("Moved")
    REOPENED = "reopened", _("Reopened")
    ASSIGNED = "assigned", _("Assigned")
    HANDED_OVER = "handed_over", _("Handed over")
    GIVEN_BACK = "given_back", _("Given back")
    LINKED = "linked", _("Page linked")
    PAGE_GONE = "page_gone", _("The page that answers it was deleted")
    ABOUT_GONE = "about_gone", _("The page it is about was deleted")
    MERGED = "merged", _("Merged")
    UNMERGED = "unmerged", _("Merge undone")
    SPLIT = "split", _("Split")
    TOPIC_SET = "topic_set", _("Topic set")
    REGION_SET = "region_set", _("Handed over to another region")
    THEME_SET = "theme_set", _("Theme set")
    CORRECTED = "corrected", _("Public text corrected")
    HIDDEN = "hidden", _("Hidden from the public")
    SHOWN = "shown", _("Shown to the public again")
    DISMISSED = "dismissed", _("Evidence left out")
    RESTORED = "restored", _("Evidence counts again")
    DRAFT_SHOWN = "draft_shown", _("Draft shown to its giver")
    DRAFT_APPROVED = "draft_approved", _("Its giver says that the draft is right")
    CHANGE_WANTED = "change_wanted", _("Its giver wants a change")
    TAKEN_BACK = "taken_back", _("Its giver took it back")
    ANSWER_WAIVED = "answer_waived", _("May be published without the giver’s yes")
    NOTED = "noted", _("Note")


class Reopening(TextChoices):
    """Why a need is open again; people are told."""

    DECIDED = "decided", _("A member decided so")
    PAGE_GONE = "page_gone", _("The page that answered it is not public any more")
    NOT_HELPED = "not_helped", _("Many of those who asked say that it did not help")
    STILL_EMPTY = "still_empty", _("A search for it still finds nothing")


class Actor(TextChoices):
    """Who changed a need. Kept beside the account, which may be gone."""

    PERSON = "person", _("former member")
    SITE = "site", _("by itself")
    ASKER = "asker", _("answered by the one who asked")


class Happening(TextChoices):
    """What figures count of a need within a period; the words are defined in docs/needs.md."""

    OPENED = "opened", _("Asked for")
    REPLIED = "replied", _("First reply")
    PUBLISHED = Status.PUBLISHED.value, _("Published")
    DECLINED = Status.DECLINED.value, _("Declined")
    KEPT = "kept", _("Promise kept")
    BROKEN = "broken", _("Promise broken")


class SubscriptionReason(TextChoices):
    """Why a person is told what comes of a need."""

    ASKED = "asked", _("Asked for it")
    VOTED = "voted", _("Voted for it")
    FOLLOWS = "follows", _("Follows it")


class ReportReason(TextChoices):
    """Why a comment should not stay."""

    PRIVATE = "private", _("It names a child, or tells something private")
    ATTACK = "attack", _("It attacks somebody")
    ADVERTISING = "advertising", _("It advertises something")
    OTHER = "other", _("Something else")


class PeopleShown(TextChoices):
    """Who can be recognised in what is offered."""

    NOBODY = "nobody", _("Nobody who could be recognized")
    ADULTS = "adults", _("Adults, who agreed to it")
    CHILDREN = "children", _("Children; their families’ consent is on file")


class Credit(TextChoices):
    NAME = "name", _("A person, by the name I write")
    SCHOOL = "school", _("Only the school or the group")
    NOBODY = "nobody", _("Nobody")


class GiverAnswer(TextChoices):
    """What the giver says to the draft."""

    YES = "yes", _("Looks right")
    CHANGE = "change", _("Please change something")
    BACK = "back", _("I take it back: do not publish it")


class Likeness(TextChoices):
    """How far two needs look like one."""

    SAME = "same", _("very likely the same")
    ALIKE = "alike", _("looks alike")
