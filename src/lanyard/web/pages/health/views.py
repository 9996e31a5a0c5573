"""What monitors ask: does it answer, can it record, and a few counts; nobody's name, and no count of people."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from lanyard.desk.office import Office
from lanyard.web.running import office

MANY_BEHIND = 10_000


@require_safe
def healthy(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Can entries be recorded, and have the views caught up? 503 if not."""
    now = office()
    if now is None:
        return JsonResponse({"ready": False, "locked": True}, status=503)
    behind = _behind(now)
    fine = now.node.views.failure is None and behind < MANY_BEHIND
    return JsonResponse({"ready": fine, "behind": behind}, status=200 if fine else 503)


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Counts in the text format that Prometheus reads."""
    now = office()
    counted = [("locked", "gauge", int(now is None)), *(_counted(now) if now is not None else ())]
    lines = (f"# TYPE lanyard_{name} {sort}\nlanyard_{name} {value}\n" for name, sort, value in counted)
    return HttpResponse("".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8")


def _behind(now: Office) -> int:
    return now.node.reader_last() - now.node.views.cursor


def _counted(now: Office) -> Iterator[tuple[str, str, float]]:
    """Name, sort and value of each."""
    counts, _ = now.state()
    yield "entries_total", "counter", counts["entries"]
    yield "commit_groups_total", "counter", now.node.door.groups
    yield "entries_unread", "gauge", counts["unread"]
    yield "entries_waiting", "gauge", counts["waiting"]
    yield "entries_quarantined", "gauge", counts["quarantined"]
    yield "views_behind", "gauge", _behind(now)
    yield "views_failed", "gauge", int(now.node.views.failure is not None)
    yield "folder_notices", "gauge", len(now.node.folder.notices)
    backup = now.backup
    if backup is not None and backup.last is not None:
        yield "backup_age_seconds", "gauge", max(0, now.node.now_ms() - backup.last.at_ms) / 1000
        yield "backup_failed", "gauge", int(backup.failure is not None)
        yield "backup_files_damaged", "gauge", backup.damaged
