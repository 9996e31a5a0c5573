"""The peer of the bench of the office: one durable row a POST by Django's own models, on SQLite, by the same web server."""

import sys
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from sqlcipher3 import dbapi2
from waitress import serve  # type: ignore[import-untyped]  # it has no types

from bench.web_ours import slower_on_demand

THREADS: Final = 16
PRAGMAS: Final = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"


def unkeyed(*arguments: Any, **options: Any) -> Any:
    """A connection without a key, of the SQLite that we use too, so that its syncs can be made slower on both sides."""
    options.pop("factory", None)
    connection = dbapi2.Connection(*arguments, **options)
    connection.executescript(PRAGMAS)
    return connection


def configure(folder: Path) -> None:
    """As Django's own documents say for SQLite that is written to by many: WAL, immediate transactions, full syncs."""
    settings.configure(
        ALLOWED_HOSTS=["localhost", "127.0.0.1"],
        DATABASES={
            "default": {
                "ENGINE": "lanyard.store.backend",
                "NAME": folder / "peer.db",
                "CONN_MAX_AGE": None,
                "OPTIONS": {"factory": unkeyed, "transaction_mode": "IMMEDIATE"},
            }
        },
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
        SECRET_KEY="a bench keeps no secret",
        USE_TZ=True,
    )
    django.setup()


def _model() -> Any:
    """The one model: what is said of somebody, by whom, when."""

    class Said(models.Model):
        about = models.CharField(max_length=34)
        kind = models.CharField(max_length=32)
        how_soon = models.CharField(max_length=8)
        recorded_by = models.IntegerField()
        at = models.DateTimeField(auto_now_add=True)

        class Meta:
            app_label = "peer"

        def __str__(self) -> str:
            return self.kind

    return Said


_said: list[Any] = []
urlpatterns: list[Any] = []


def record(request: HttpRequest, about: str, kind: str) -> HttpResponse:
    """One row, kept when this answers."""
    _said[0].objects.create(about=about, kind=kind, how_soon=request.POST["how_soon"], recorded_by=1)
    return HttpResponse(status=303, headers={"Location": "/"})


def answer(folder: str, port: str) -> None:
    """Serve until killed."""
    slower_on_demand()
    configure(Path(folder))
    model = _model()
    _said.append(model)
    urlpatterns.append(path("record/<str:about>/<str:kind>", record))
    with connection.schema_editor() as editor:
        editor.create_model(model)
    connection.close()
    serve(get_wsgi_application(), host="127.0.0.1", port=int(port), threads=THREADS, ident="")


if __name__ == "__main__":
    answer(*sys.argv[1:])
