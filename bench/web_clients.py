"""Clients of the bench of the office, in a process of their own: each waits for its answer before it sends the next."""

import json
import re
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from http.client import HTTPConnection, RemoteDisconnected
from threading import Thread
from typing import Any, Final
from urllib.parse import urlencode

FORM: Final = "application/x-www-form-urlencoded"
TOKEN: Final = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Form(HTMLParser):
    """What a browser would send of the form on a page if nobody touched it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._in_form = False
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fields of the page's own form, which is the one of the class `asks`."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in_form = "asks" in said.get("class", "").split()
        elif self._in_form and tag == "input" and said.get("type") in ("hidden", "text", "date", "time", None):
            self.fields[said["name"]] = said.get("value", "")
        elif self._in_form and tag == "input" and "checked" in said:
            self.fields[said["name"]] = said.get("value", "on")
        elif self._in_form and tag == "select":
            self._select = said["name"]
        elif self._in_form and tag == "option" and (self._select not in self.fields or "selected" in said):
            self.fields[self._select] = said.get("value", "")


class Client:
    """One browser without scripts: a connection that stays open, and cookies."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self._port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = dict(cookies or {})

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, bytes, str]:
        """Status, body and mark (ETag) of an answer."""
        said = {"Host": f"localhost:{self._port}", "Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        body = None if fields is None else urlencode(fields)
        if body is not None:
            said["Content-Type"] = FORM
        try:
            self._connection.request(method, path, body, {**said, **headers})
            response = self._connection.getresponse()
        except RemoteDisconnected:  # it had been idle for long; a browser connects again, too
            self._connection.close()
            self._connection.request(method, path, body, {**said, **headers})
            response = self._connection.getresponse()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        return response.status, response.read(), response.getheader("ETag") or ""

    def sign_in(self, name: str, password: str) -> None:
        """Raises RuntimeError where it is refused."""
        found = TOKEN.search(self.ask("GET", "/sign-in")[1])
        token = found[1].decode() if found else ""
        status, _, _ = self.ask(
            "POST", "/sign-in", {"csrfmiddlewaretoken": token, "sign_in": name, "password": password}
        )
        if status not in (302, 303):
            raise RuntimeError(f"{name} was not let in: {status}")


def signed_in(port: int, names: list[str], password: str) -> dict[str, Client]:
    """Everybody at a browser of her own, four signing in at a time."""

    def one(name: str) -> Client:
        client = Client(port)
        client.sign_in(name, password)
        return client

    with ThreadPoolExecutor(4) as together:
        return dict(zip(names, together.map(one, names), strict=True))


def send(clients: Iterable[Client], paths: list[str], fields: dict[str, str], seconds: float) -> dict[str, Any]:
    """Every client sends one form after the other for so long; how many were kept, and how long each waited (ms)."""
    until = time.perf_counter() + seconds
    waited: list[float] = []
    refused: list[int] = []

    def work(client: Client, number: int) -> None:
        form = {**fields, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        while time.perf_counter() < until:
            number += 1
            begun = time.perf_counter()
            status, _, _ = client.ask("POST", paths[number % len(paths)], form)
            waited.append((time.perf_counter() - begun) * 1000)
            if status not in (302, 303):
                refused.append(status)

    begun = time.perf_counter()
    threads = [Thread(target=work, args=(client, 7919 * n)) for n, client in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "kept": len(waited) - len(refused),
        "refused": refused[:5],
        "seconds": time.perf_counter() - begun,
        "ms": waited,
    }


def poll(clients: Iterable[Client], path: str, stop: list[bool]) -> list[Thread]:
    """Boards that ask once a second whether anything is new, until `stop` holds something."""

    def work(client: Client, late: float) -> None:
        mark = ""
        time.sleep(late)
        while not stop:
            _, _, mark = client.ask("GET", path, None, **({"If-None-Match": mark} if mark else {}))
            time.sleep(1)

    several = list(clients)
    threads = [Thread(target=work, args=(client, n / len(several)), daemon=True) for n, client in enumerate(several)]
    for thread in threads:
        thread.start()
    return threads


def carry_out() -> None:
    """Read orders, a line of JSON each, and answer each with a line."""
    signed: dict[str, Client] = {}
    stop: list[bool] = []
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "form":
            page = signed[order["name"]].ask("GET", order["path"])[1].decode()
            answer: dict[str, Any] = {"fields": Form(page).fields}
        elif order["do"] == "sign_in":
            signed |= signed_in(order["port"], order["names"], order["password"])
            answer = {"signed_in": len(signed)}
        elif order["do"] == "poll":
            poll([signed[name] for name in order["names"]], order["path"], stop)
            answer = {"polling": len(order["names"])}
        else:
            clients = [signed[name] for name in order["names"]] if order["names"] else []
            clients = clients or [Client(order["port"], {"csrftoken": "a" * 32}) for _ in range(order["clients"])]
            answer = send(clients, order["paths"], order["fields"], order["seconds"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    stop.append(True)


if __name__ == "__main__":
    carry_out()
