"""A browser without JavaScript: renders a form, and posts what stands in it as HTML says."""

import os
from html.parser import HTMLParser
from typing import Any, Final

from django.template import Context, Engine
from django.utils.datastructures import MultiValueDict

from lanyard.web.forms.shown import Shown
from lanyard.web.settings import TEMPLATES_FOLDER

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.web.settings")
ENGINE: Final = Engine(dirs=[str(TEMPLATES_FOLDER)])


def rendered(form: Shown, envelope: Shown | None = None) -> str:
    return ENGINE.get_template("forms/form.html").render(Context({"form": form, "envelope": envelope}))


def posted(html: str) -> MultiValueDict[str, str]:
    """What a browser would send: the successful controls of the page."""
    controls = Controls()
    controls.feed(html)
    controls.close()
    sent: MultiValueDict[str, str] = MultiValueDict()
    for name, value in controls.sent:
        sent.appendlist(name, value)
    return sent


class Controls(HTMLParser):
    """The controls of a page, its ids, its links, and the text that a person reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._area: str | None = None
        self._typed: list[str] = []
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append((tag, said))
        if tag == "input" and said["type"] != "file":
            if said["type"] not in ("radio", "checkbox") or "checked" in said:
                self.sent.append((said["name"], said["value"]))
        elif tag == "textarea":
            self._area, self._typed = said["name"], []
        elif tag == "select":
            self._select, self._options = said["name"], []
        elif tag == "option":
            self._options.append((said["value"], "selected" in said))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            self.sent.append((self._area, "".join(self._typed).removeprefix("\n").replace("\n", "\r\n")))
            self._area = None
        if tag == "select" and self._select is not None:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self.sent.append((self._select, chosen[-1]))
            self._select = None

    def handle_data(self, data: str) -> None:
        (self._typed if self._area is not None else self.text).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [said for found, said in self.tags if found == tag]

    @property
    def ids(self) -> list[str]:
        return [said["id"] for _, said in self.tags if "id" in said]


def page(html: str) -> Controls:
    controls = Controls()
    controls.feed(html)
    controls.close()
    return controls


def post(**values: Any) -> MultiValueDict[str, str]:
    """Posted values by name, a list for several; `__` stands for the dot of a part."""
    return MultiValueDict(
        {name.replace("__", "."): said if isinstance(said, list) else [said] for name, said in values.items()}
    )
