"""Who may do what here."""

WORK_QUEUE = "feedback.work_queue"


def may_work_queue(user):
    return user.is_active and user.has_perm(WORK_QUEUE)
