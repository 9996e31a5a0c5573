"""The keyring's first tables, which a new folder has already."""

from typing import Any

from django.db import migrations, models

from lanyard.store import keyring


def make(apps: Any, editor: Any) -> None:  # noqa: ARG001  Django's signature
    """Make the tables in an empty file."""
    editor.connection.ensure_connection()
    keyring.create_tables(editor.connection.connection)


class Migration(migrations.Migration):
    """Runs the schema of `keyring.SCHEMA`."""

    initial = True
    atomic = False
    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="NounKey",
                    fields=[
                        ("serial", models.BigAutoField(primary_key=True, serialize=False)),
                        ("keyref", models.BinaryField(unique=True)),
                        ("comp", models.IntegerField()),
                        ("gen", models.IntegerField()),
                        ("wrap", models.BinaryField()),
                        ("noun", models.IntegerField()),
                        ("key", models.BinaryField()),
                    ],
                    options={
                        "db_table": "noun_key",
                        "indexes": [models.Index(fields=["key", "noun", "comp", "serial"], name="noun_key_noun")],
                    },
                ),
                migrations.CreateModel(
                    name="SpareKey",
                    fields=[
                        ("keyref", models.BinaryField(primary_key=True, serialize=False)),
                        ("comp", models.IntegerField()),
                        ("gen", models.IntegerField()),
                        ("wrap", models.BinaryField()),
                    ],
                    options={"db_table": "spare_key"},
                ),
                migrations.CreateModel(
                    name="DestroyedKey",
                    fields=[("keyref", models.BinaryField(primary_key=True, serialize=False))],
                    options={"db_table": "destroyed_key"},
                ),
                migrations.CreateModel(
                    name="Secret",
                    fields=[
                        ("name", models.TextField(primary_key=True, serialize=False)),
                        ("value", models.BinaryField()),
                    ],
                    options={"db_table": "secret"},
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        ("n", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("chain", models.BinaryField()),
                        ("seq", models.BigIntegerField()),
                        ("entry_id", models.BinaryField(db_column="id")),
                        ("header", models.BinaryField()),
                        ("body", models.BinaryField()),
                        ("sig", models.BinaryField()),
                    ],
                    options={"db_table": "entry", "managed": False},
                ),
            ],
        ),
    ]
