"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.people import correcting, recording, views

URLS: Final[list[URLPattern]] = [
    guarded("find", views.find, "find"),
    guarded("claim", views.claim, "claim_found"),
    guarded("person/<str:key>", views.person, "person"),
    guarded("person/<str:key>/sound", views.sound, "name_sound"),
    guarded("noun/<str:key>", views.noun, "noun"),
    guarded("record/<str:key>/<str:name>", recording.record, "record"),
    guarded("correct/<str:entry>", correcting.correct, "correct"),
    guarded("in-error/<str:entry>", correcting.in_error, "in_error"),
]
