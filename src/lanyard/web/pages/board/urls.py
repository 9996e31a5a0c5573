"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.board import books, owed, unsound, views

URLS: Final[list[URLPattern]] = [
    guarded("", views.board, "board"),
    guarded("behind/<str:code>", views.behind, "behind"),
    guarded("roll", books.roll, "roll"),
    guarded("roll/<str:site>/<str:book>/<str:term>", books.behind, "behind_roll"),
    guarded("contradictions", unsound.contradictions, "contradictions"),
    guarded("duties", owed.duties, "duties"),
    guarded("duties/<str:key>/<str:code>", owed.duty_answered, "duty_answered"),
]
