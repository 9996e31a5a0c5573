"""The rows that Django knows of: the keyring's tables, and the ledger's entries for reading."""

from typing import ClassVar

from django.db import models

from lanyard.store.router import KEYRING, LEDGER


class NounKey(models.Model):
    """A noun's key in one compartment, wrapped. `keyring.Keyring` is what reads and writes it."""

    database = KEYRING

    serial = models.BigAutoField(primary_key=True)
    keyref = models.BinaryField(unique=True)
    comp = models.IntegerField()
    gen = models.IntegerField()
    wrap = models.BinaryField()
    noun = models.IntegerField()
    key = models.BinaryField()

    class Meta:
        db_table = "noun_key"
        indexes: ClassVar = [models.Index(fields=["key", "noun", "comp", "serial"], name="noun_key_noun")]

    def __str__(self) -> str:
        return bytes(self.keyref).hex()


class SpareKey(models.Model):
    """A key made durable ahead of use, nobody's yet."""

    database = KEYRING

    keyref = models.BinaryField(primary_key=True)
    comp = models.IntegerField()
    gen = models.IntegerField()
    wrap = models.BinaryField()

    class Meta:
        db_table = "spare_key"

    def __str__(self) -> str:
        return bytes(self.keyref).hex()


class DestroyedKey(models.Model):
    """The name of a key that was destroyed for good."""

    database = KEYRING

    keyref = models.BinaryField(primary_key=True)

    class Meta:
        db_table = "destroyed_key"

    def __str__(self) -> str:
        return bytes(self.keyref).hex()


class Secret(models.Model):
    """A secret of the site, sealed. `strongbox.Strongbox` is what reads and writes it."""

    database = KEYRING

    name = models.TextField(primary_key=True)
    value = models.BinaryField()

    class Meta:
        db_table = "secret"

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """A kept entry. The file refuses every change; the writer alone appends."""

    database = LEDGER

    n = models.BigIntegerField(primary_key=True)
    chain = models.BinaryField()
    seq = models.BigIntegerField()
    entry_id = models.BinaryField(db_column="id")
    header = models.BinaryField()
    body = models.BinaryField()
    sig = models.BinaryField()

    class Meta:
        db_table = "entry"
        managed = False

    def __str__(self) -> str:
        return bytes(self.entry_id).hex()
