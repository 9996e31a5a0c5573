"""What templates may say beside words: addresses of files, the pages of a role, what may still be taken back."""

from typing import Any, Final

from django.middleware.csrf import get_token
from django.template import Library
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lanyard.access.pages import may_open
from lanyard.web.guard import Ask
from lanyard.web.pages.assets.views import address

register: Final = Library()
NAVIGATION: Final = (
    "board",
    "arrivals",
    "queues",
    "areas",
    "lists",
    "roll",
    "contradictions",
    "duties",
    "papers",
    "import_people",
    "staff",
    "devices",
    "trail",
    "status",
    "account",
    "role",
    "lock",
    "sign_out",
)
"""The pages that stand at the top of every other, in this order."""


@register.simple_tag
def asset(name: str) -> str:
    """Where a file is."""
    return address(name)


@register.simple_tag
def role_name(ask: Ask) -> str:
    """The viewer's role in words."""
    return ask.words.choice("role", ask.viewer.role)


@register.simple_tag
def pages(ask: Ask) -> SafeString:
    """Links to the pages that this role may open; the present one is marked."""
    labels = ask.words.pages()
    shown = [(reverse(name), labels[name]) for name in NAVIGATION if may_open(ask.viewer.role, name)]
    here = ask.request.path
    return format_html_join(
        " ",
        '<a href="{}"{}>{}</a>',
        ((at, SafeString(' aria-current="page"') if at == here else "", said) for at, said in shown),
    )


@register.filter
def open_to(name: str, ask: Ask) -> bool:
    """May whoever asks open this page?"""
    return may_open(ask.viewer.role, name)


@register.inclusion_tag("office/pending.html")
def pending(ask: Ask) -> dict[str, Any]:
    """What she recorded a moment ago and may still take back."""
    now_ms = ask.office.now_ms()
    waiting = [
        {"n": row.n, "what": ask.words.kind(draft.kind.name), "seconds": max(0, row.due_ms - now_ms) // 1000}
        for row, draft in ask.office.pending.of(ask.viewer)
    ]
    return {
        "waiting": waiting,
        "t": ask.words.office(),
        "n": ask.words.notes(),
        "csrf_token": get_token(ask.request),
        "back": ask.request.get_full_path(),
    }


@register.simple_tag
def code(text: str) -> SafeString:
    """A code or a number: from left to right in any language, never broken."""
    return format_html('<bdi class="code" dir="ltr">{}</bdi>', text)
