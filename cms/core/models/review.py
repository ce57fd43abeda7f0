"""The two steps of a page before it goes live: its region looks at it, then an editor publishes it."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState

from cms.accounts.groups import EDITORS, WORKING_GROUP
from cms.accounts.models import User

from .. import holds


class CommentForm(forms.Form):
    """Whoever asks for changes says which."""

    comment = forms.CharField(label=_("What should change?"), widget=forms.Textarea({"rows": 4}))


class ReviewStep(Task):
    """Whoever may act on a page at this step approves it or asks for changes; others are offered nothing."""

    class Meta:
        abstract = True

    def reviewers(self, revision: Revision) -> QuerySet[User]:
        """The people to tell."""
        raise NotImplementedError

    def may_act(self, revision: Revision, user: User) -> bool:
        return user.is_superuser or self.reviewers(revision).filter(pk=user.pk).exists()

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        if not self.may_act(obj.latest_revision, user):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a comment"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return CommentForm if action == "reject" else super().get_form_for_action(action)

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return self.may_act(obj.latest_revision, user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        """Editors may always go on writing: they may publish past every step."""
        return not (obj.permissions_for_user(user).can_publish() or self.may_act(obj.latest_revision, user))

    def get_task_states_user_can_moderate(self, user: User, **kwargs: object) -> QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("revision")
        return self.task_states.filter(pk__in=[state.pk for state in waiting if self.may_act(state.revision, user)])


class RegionReview(ReviewStep):
    """By members of the Working Group from the region of the page; by any member, when it or its people are missing."""

    class Meta:
        verbose_name = _("review by the region")
        verbose_name_plural = _("reviews by the region")

    def reviewers(self, revision: Revision) -> QuerySet[User]:
        members = people_of(WORKING_GROUP)
        region = revision.content.get("region")
        at_home = members.filter(region=region) if region else members.none()
        return at_home if at_home.exists() else members


class Publication(ReviewStep):
    """By the editors. Approving is publishing."""

    class Meta:
        verbose_name = _("publication by an editor")
        verbose_name_plural = _("publications by an editor")

    def reviewers(self, revision: Revision) -> QuerySet[User]:
        return people_of(EDITORS)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        actions = super().get_actions(obj, user)
        return [action for action in actions if action[0] != "approve"] if holds.must_wait(obj) else actions


def people_of(group: str) -> QuerySet[User]:
    return get_user_model().objects.filter(groups__name=group, is_active=True)
