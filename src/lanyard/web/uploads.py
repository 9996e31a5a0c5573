"""Files that are sent up: held in memory, never written to the disk in the clear, and never larger than they may be."""

from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MOST_BYTES: Final = 64 << 20
"""So large a file may be; what takes it has smaller limits of its own."""


class InMemory(FileUploadHandler):
    """Keeps one file at a time in memory and stops reading when there is too much of it."""

    def new_file(self, *arguments: Any, **options: Any) -> None:
        """Another file begins."""
        super().new_file(*arguments, **options)
        self._data = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """One piece of it."""
        if start + len(raw_data) > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        self._data.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """It is whole."""
        self._data.seek(0)
        return InMemoryUploadedFile(
            self._data, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )
