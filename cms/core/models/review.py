"""The step at which the Working Group and the editors look at a page before it goes live."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class ReviewTask(AbstractGroupApprovalTask):
    """Approving publishes: whoever may not publish can ask for changes, and is not offered what would be refused."""

    class Meta:
        verbose_name = _("review before publishing")
        verbose_name_plural = _("reviews before publishing")

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if obj.permissions_for_user(user).can_publish():
            return actions
        return [action for action in actions if action[0] != "approve"]
