"""Wagtail's admin without its own mails about workflows: they go to all of a group and to every administrator."""

from wagtail.admin.apps import WagtailAdminAppConfig


class AdminConfig(WagtailAdminAppConfig):
    default = False

    def ready(self):
        super().ready()
        from wagtail.models import TaskState, WorkflowState  # models cannot be imported with the app's configuration
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        task_submitted.disconnect(sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
        signals = {"submitted": workflow_submitted, "rejected": workflow_rejected, "approved": workflow_approved}
        for event, signal in signals.items():
            signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{event}_email_notification")
