"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.transport import acts, handing, scans, sealing, views

URLS: Final[list[URLPattern]] = [
    guarded("lists", views.lists, "lists"),
    guarded("lists/open", acts.open_list, "list_open"),
    guarded("lists/<str:key>", views.one, "list"),
    guarded("lists/<str:key>/board", scans.board, "list_board"),
    guarded("lists/<str:key>/off/<str:who>", acts.off, "list_off"),
    guarded("lists/<str:key>/seal", sealing.seal, "list_seal"),
    guarded("lists/<str:key>/leave", acts.of_the_list("departed"), "list_depart"),
    guarded("lists/<str:key>/seen", acts.of_the_list("waypoint_passed"), "list_waypoint"),
    guarded("lists/<str:key>/happened", acts.of_the_list("happened_en_route"), "list_en_route"),
    guarded("lists/<str:key>/count", acts.of_the_list("counted_in"), "list_count"),
    guarded("lists/<str:key>/receive", scans.receive, "list_receive"),
    guarded("lists/<str:key>/hand-over", handing.hand_over, "list_hand_over"),
    guarded("lists/<str:key>/list.pdf", views.list_pdf, "list_pdf"),
    guarded("lists/<str:key>/receipt.pdf", views.receipt_pdf, "receipt_pdf"),
]
