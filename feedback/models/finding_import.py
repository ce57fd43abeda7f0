"""A file of findings, row by row, and how far its import has come."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import FINDINGS, RowState, SignalKind
from .signal import Signal


class FindingImportQuerySet(models.QuerySet):
    def due(self):
        """What the worker has to go on with. Undoing comes before importing: the rest is not imported."""
        importing = Q(started_at__isnull=False, finished_at=None, undo_asked_at=None)
        return self.filter(importing | Q(undo_asked_at__isnull=False, undone_at=None))

    def with_counts(self):
        counts = {state.value: Count("rows", filter=Q(rows__state=state)) for state in RowState}
        return self.annotate(total=Count("rows"), **counts)


class FindingImport(models.Model):
    """Changed by `feedback.domain.findings` only."""

    kind = models.CharField(
        _("What the file holds"), max_length=30, choices=[(kind.value, kind.label) for kind in FINDINGS]
    )
    title = models.CharField(_("Which report or survey"), max_length=160)
    file_name = models.CharField(_("file"), max_length=200)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undo_asked_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = FindingImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of findings")
        verbose_name_plural = _("imports of findings")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("import_findings", _("Can import findings"))]

    def __str__(self):
        return self.title

    @property
    def is_running(self) -> bool:
        if self.undo_asked_at:
            return self.undone_at is None
        return self.started_at is not None and self.finished_at is None

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        if self.undo_asked_at:
            return _("Undone") if self.undone_at else _("Being undone")
        if not self.started_at:
            return _("Not imported yet")
        return _("Imported") if self.finished_at else _("Being imported")


class FindingRow(models.Model):
    """What stood in one line of the file, what it means, and the signal that was made of it."""

    source = models.ForeignKey(FindingImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # the line of the file
    cells = models.JSONField(default=dict)  # as they stood there, by column
    values = models.JSONField(default=dict)  # what they mean: ids of terms, the note, the weight
    problems = models.JSONField(default=list)
    key = models.CharField(max_length=64, blank=True)  # the same for the same finding, in whatever file
    state = models.CharField(max_length=10, choices=RowState, default=RowState.WAITING)
    signal = models.ForeignKey(Signal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["source", "state"], name="finding_row_state")]

    def __str__(self):
        return f"{self.source_id}: {self.number}"

    @property
    def kind(self) -> SignalKind:
        return SignalKind(self.source.kind)
