"""Importing findings of reports and surveys. The worker does it batch by batch; each may be lost or run twice."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.jobs import enqueue_on_commit

from .. import findings_file
from ..enums import RowState, SignalKind
from ..models import FindingImport, FindingRow, Need, Signal
from ..queries.findings import TERMS, checked, part_of, weight_of
from . import priority, withdrawing
from .errors import RefusedError
from .signals import open_need

BATCH = 50
TASK = "feedback.tasks.go_on_with_imports"
LONGEST_TITLE = 160


@transaction.atomic
def upload(
    content: bytes, *, kind: SignalKind, title: str, file_name: str, by: User, at: datetime | None = None
) -> FindingImport:
    """Read and check a file. Nothing of it is evidence before it is started."""
    table = findings_file.read(content)
    values = {"kind": kind, "title": title, "file_name": file_name[:200], "imported_by": by}
    source = FindingImport.objects.create(**values, created_at=at or timezone.now())
    FindingRow.objects.bulk_create(checked(source, table), batch_size=500)
    return source


@transaction.atomic
def start(source: FindingImport, *, at: datetime | None = None) -> FindingImport:
    """Import the rows that are right; the others stay to be downloaded."""
    source = _lock(source)
    if source.started_at or source.undo_asked_at:
        raise RefusedError(_("This file was started or undone already."), code="started")
    source.started_at = at or timezone.now()
    source.save(update_fields=["started_at"])
    enqueue_on_commit(TASK, source.pk)
    return source


@transaction.atomic
def ask_to_undo(source: FindingImport, *, at: datetime | None = None) -> FindingImport:
    source = _lock(source)
    if source.undo_asked_at:
        raise RefusedError(_("This file was started or undone already."), code="undone")
    source.undo_asked_at = at or timezone.now()
    source.save(update_fields=["undo_asked_at"])
    enqueue_on_commit(TASK, source.pk)
    return source


@transaction.atomic
def go_on(source: FindingImport) -> bool:
    """One batch of what is due; whether there may be more. Whoever else works on it waits for the lock."""
    source = _lock(source)
    if not FindingImport.objects.due().filter(pk=source.pk).exists():
        return False
    more = _undo_batch(source) if source.undo_asked_at else _import_batch(source)
    if not more:
        field = "undone_at" if source.undo_asked_at else "finished_at"
        setattr(source, field, timezone.now())
        source.save(update_fields=[field])
    return more


def _import_batch(source: FindingImport) -> bool:
    rows = list(source.rows.filter(state=RowState.WAITING)[:BATCH])
    for row in rows:
        row.signal, row.state = _keep(row, by=source.imported_by, at=source.started_at or timezone.now())
    _weigh_anew(rows)
    FindingRow.objects.bulk_update(rows, ["signal", "state", "values"])
    return len(rows) == BATCH


def _keep(row: FindingRow, *, by: User | None, at: datetime) -> tuple[Signal, RowState]:
    """One signal for a key, and a need of its own: others that say the same are proposed as duplicates.

    Where there is one already, it has the weight of this file from now on.
    """
    said, kind = row.values, row.kind
    values = {f"{column}_id": said[column] for column in TERMS} | {
        "language": said["language"],
        "text": said["note"],
        "part_title": Truncator(said["note"]).chars(LONGEST_TITLE),
        "weight": weight_of(row),
        "created_at": at,
    }
    signal, new = Signal.objects.get_or_create(kind=kind, part=part_of(row.key), defaults=values)
    if new:
        open_need(signal, by=by, at=at)
        return signal, RowState.IMPORTED
    if signal.weight == weight_of(row):
        return signal, RowState.KNOWN
    said["weight_before"], signal.weight = signal.weight, weight_of(row)
    signal.save(update_fields=["weight"])
    return signal, RowState.CORRECTED


def _weigh_anew(rows: Collection[FindingRow]) -> None:
    """The needs of what was corrected."""
    corrected = [row.signal for row in rows if row.signal and row.state == RowState.CORRECTED]
    keys = [signal.need_id for signal in corrected if signal.need_id]
    priority.refresh(Need.objects.filter(pk__in=keys).select_for_update().order_by("pk"))


def _undo_batch(source: FindingImport) -> bool:
    """Only what nobody has worked on since: the rest stays as it is, and is named. Corrected weights are as before."""
    made = source.rows.filter(state__in=(RowState.IMPORTED, RowState.CORRECTED))
    rows = list(made.select_related("signal", "source")[:BATCH])
    corrected = [row for row in rows if row.state == RowState.CORRECTED]
    _restore_weights(corrected)
    gone = withdrawing.delete_untouched([row.signal for row in rows if row.signal and row not in corrected])
    for row in rows:
        stays = row.signal and row.signal.pk not in gone and row not in corrected
        row.state = RowState.KEPT if stays else RowState.UNDONE
        row.signal = row.signal if row.state == RowState.KEPT else None
    FindingRow.objects.bulk_update(rows, ["signal", "state"])
    return len(rows) == BATCH


def _restore_weights(rows: Collection[FindingRow]) -> None:
    """Where a later file has corrected them once more, that one begins where these did."""
    for row in rows:
        before, later = row.values["weight_before"], _next_correction(row)
        if later:
            later.values["weight_before"] = before
            later.save(update_fields=["values"])
        elif row.signal:
            row.signal.weight = before
            row.signal.save(update_fields=["weight"])
    _weigh_anew(rows)


def _next_correction(row: FindingRow) -> FindingRow | None:
    corrections = FindingRow.objects.filter(state=RowState.CORRECTED, signal__isnull=False, signal=row.signal)
    return corrections.filter(source__started_at__gt=row.source.started_at).order_by("source__started_at").first()


def _lock(source: FindingImport) -> FindingImport:
    return FindingImport.objects.select_for_update(of=("self",)).get(pk=source.pk)
