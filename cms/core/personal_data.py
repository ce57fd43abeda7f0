"""What editors leave behind at the editing desk. Pages are the site's; what somebody said about them is theirs."""

from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Comment, CommentReply, Page, TaskState

from cms.accounts.records import Erased, Records, fields, not_exported, of_account, register

Image, Document = get_image_model(), get_document_model()

register(
    Records(
        "pages",
        _("Pages you made"),
        of_account(lambda user: Page.objects.filter(owner=user).order_by("pk")),
        fields(Page, "title", first_published_at=_("Published")),
        Erased.UNSIGNED,
        keys=("wagtailcore.Page.owner",),
    ),
    Records(
        "images",
        _("Pictures you uploaded"),
        of_account(lambda user: Image.objects.filter(uploaded_by_user=user).order_by("pk")),
        fields(Image, title=_("Title"), created_at=_("Date")),
        Erased.UNSIGNED,
        keys=(f"{Image._meta.label}.uploaded_by_user",),
    ),
    Records(
        "documents",
        _("Documents you uploaded"),
        of_account(lambda user: Document.objects.filter(uploaded_by_user=user).order_by("pk")),
        fields(Document, title=_("Title"), created_at=_("Date")),
        Erased.UNSIGNED,
        keys=(f"{Document._meta.label}.uploaded_by_user",),
    ),
    Records(
        "remarks_of_editors",
        _("Your remarks beside pages"),
        of_account(lambda user: Comment.objects.filter(user=user).order_by("pk")),
        fields(Comment, text=_("Text"), created_at=_("Date")),
        Erased.DELETED,
        keys=("wagtailcore.Comment.user",),
    ),
    Records(
        "replies_of_editors",
        _("Your replies to remarks beside pages"),
        of_account(lambda user: CommentReply.objects.filter(user=user).order_by("pk")),
        fields(CommentReply, text=_("Text"), created_at=_("Date")),
        Erased.DELETED,
        keys=("wagtailcore.CommentReply.user",),
    ),
    Records(
        "reviews",
        _("Your reviews of pages"),
        of_account(lambda user: TaskState.objects.filter(finished_by=user).order_by("pk")),
        fields(TaskState, finished_at=_("Date"), status=_("Decision"), comment=_("Comment")),
        Erased.UNSIGNED,
        keys=("wagtailcore.TaskState.finished_by",),
    ),
)
not_exported(
    "The history of the site's pages: who saved, locked or sent on what. It keeps no name once the account is erased.",
    "wagtailcore.Page.locked_by",
    "wagtailcore.Revision.user",
    "wagtailcore.PageLogEntry.user",
    "wagtailcore.ModelLogEntry.user",
    "wagtailcore.WorkflowState.requested_by",
    "wagtailcore.Comment.resolved_by",
    "wagtail_localize.StringTranslation.last_translated_by",
    "wagtail_localize.SegmentOverride.last_translated_by",
    "core.PartialTranslation.confirmed_by",
)
not_exported(
    "There while somebody edits, or how the editing desk tells them of changes. It goes with the account.",
    "wagtailadmin.EditingSession.user",
    "wagtailadmin.FormState.user",
    "wagtailcore.UploadedFile.uploaded_by_user",
    "wagtailcore.PageSubscription.user",
)
not_exported("The address of the site itself.", "core.SiteSettings.contact_email")
not_exported("A key for programs, which is a secret. It goes with the account.", "wagtailcore.APIToken.user")
