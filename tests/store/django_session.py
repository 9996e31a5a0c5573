"""What a Django process does with a folder's files; run by test_django.py in a process of its own, answers in JSON."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections, models

from lanyard.store.cipher import PRAGMAS
from lanyard.store.django_cipher import DATABASE_ROUTERS, databases
from lanyard.store.folder import Folder
from tests.store.conftest import SECRET
from tests.store.samples import Device


def refusal(work: Any) -> str:
    try:
        work()
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {error}"
    return "nothing"


def main() -> None:
    folder = Folder.open(Path(sys.argv[1]), secret=SECRET)
    rows = Device(1).take(3)
    folder.writer().submit(rows).result()
    folder.strongbox.keep("seed", bytes(32))
    open_for_django: list[Folder] = []

    def unlocked(name: str) -> bytes:
        return open_for_django[0].key_of(name)

    settings.configure(
        INSTALLED_APPS=["lanyard.store"],
        DATABASES=databases(folder.path, unlocked),
        DATABASE_ROUTERS=DATABASE_ROUTERS,
        USE_TZ=True,
    )
    django.setup()
    store: Any = __import__("lanyard.store.models", fromlist=["models"])
    said: dict[str, Any] = {"before_unlocking": refusal(store.Secret.objects.count)}
    open_for_django.append(folder)
    out = io.StringIO()
    call_command("migrate", database="keyring", verbosity=0)
    call_command("migrate", database="keyring", verbosity=0)
    call_command("makemigrations", dry_run=True, stdout=out)
    said["changes"] = out.getvalue().strip()
    said["checks"] = refusal(lambda: call_command("check", stdout=out))
    said["entries"] = [bytes(entry.entry_id).hex() for entry in store.Entry.objects.order_by("n")]
    said["expected"] = [row.id.hex() for row in rows]
    said["upper"] = store.Secret.objects.filter(name__iregex="^SE+D$").count()
    said["secrets"] = store.Secret.objects.filter(name="seed", value__isnull=False).count()
    said["update"] = refusal(lambda: store.Entry.objects.filter(n=1).update(body=b""))
    said["delete"] = refusal(lambda: store.Entry.objects.all().delete())
    store.DestroyedKey.objects.bulk_create([store.DestroyedKey(keyref=bytes([n]) * 16) for n in range(50)])
    said["bulk"] = store.DestroyedKey.objects.aggregate(n=models.Count("keyref"))["n"]
    said["seen_by_keyring"] = len(folder.keyring.destroyed())
    said["pragmas"] = [
        [alias, name]
        for alias in ("ledger", "views", "keyring")
        for name, value in PRAGMAS.items()
        if pragma(alias, name) != value
    ]
    said["second_opening"] = refusal(reopen)
    connections.close_all()
    folder.close()
    print(json.dumps(said))


def pragma(alias: str, name: str) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def reopen() -> None:
    connections["keyring"].close()
    pragma("keyring", "user_version")


if __name__ == "__main__":
    main()
