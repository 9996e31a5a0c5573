"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.placement import her, records, views

URLS: Final[list[URLPattern]] = [
    guarded("areas", views.all_areas, "areas"),
    guarded("areas/find", her.find, "whereabouts_find"),
    guarded("areas/person/<str:key>", her.whereabouts, "whereabouts"),
    guarded("areas/person/<str:key>/missing", records.missing, "whereabouts_missing"),
    guarded("areas/person/<str:key>/found", records.found, "whereabouts_place"),
    guarded("areas/person/<str:key>/hold", records.hold, "whereabouts_hold"),
    guarded("areas/person/<str:key>/lift", records.lift, "whereabouts_lift"),
    guarded("areas/<str:key>", views.one_area, "area"),
    guarded("areas/<str:key>/place", views.place, "area_place"),
    guarded("areas/<str:key>/count", views.count, "area_count"),
]
