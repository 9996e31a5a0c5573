"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.first_aid import care, queues, rush, tent

URLS: Final[list[URLPattern]] = [
    guarded("queues", queues.queues, "queues"),
    guarded("queues/none-red/<str:key>", queues.none_red, "none_red"),
    guarded("care/<str:key>", care.care, "care"),
    guarded("care/<str:key>/call", queues.call_medic, "call_medic"),
    guarded("care/<str:key>/looked-at", queues.looked_at, "looked_at"),
    guarded("care/<str:key>/triage", tent.triage_page, "triage"),
    guarded("care/<str:key>/record/<str:kind>", care.care_form, "care_form"),
    guarded("rush-out", rush.rush_new, "rush_out_new"),
    guarded("rush-out/<str:key>", rush.rush_person, "rush_out"),
    guarded("rush-out/<str:key>/more", rush.rush_more, "rush_out_more"),
    guarded("vehicle/<str:key>/rush-out", rush.rush_from, "rush_out_from"),
]
