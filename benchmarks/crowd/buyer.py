"""A buyer as a browser makes one: pages, cookies, forms; and patience when nobody answers."""

import http.client
import time
import urllib.parse
from html.parser import HTMLParser
from http.cookies import SimpleCookie

TIMEOUT = 60  # seconds for one answer


class Fields(HTMLParser):
    """What the forms of a page would send: inputs, and of radio buttons the chosen one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag != "input" or not name:
            return
        if given.get("type") == "radio" and "checked" not in given:
            return
        self.values[name] = given.get("value") or ""


class Unanswered(Exception):
    """No whole answer came: the server was away, or died over it."""


class Buyer:
    """`patience` is how long the same request is sent again, in seconds; 0: once only."""

    def __init__(self, port: int, *, patience: float = 0) -> None:
        self.port, self.patience = port, patience
        self.cookies: dict[str, str] = {}
        self.connection: http.client.HTTPConnection | None = None
        self.form: dict[str, str] = {}

    # -- the browser -----------------------------------------------------------------------------
    def ask(self, verb: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, place to go, and page. Raises Unanswered when patience has run out."""
        until = time.monotonic() + self.patience
        while True:
            try:
                return self._once(verb, path, form)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if time.monotonic() >= until:
                    raise Unanswered(repr(error)) from error
                time.sleep(0.1)

    def _once(self, verb: str, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
            body = urllib.parse.urlencode(form)
        self.connection.request(verb, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, answer.headers.get("Location", ""), page

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    # -- the buyer -------------------------------------------------------------------------------
    def fill_cart(self, slug: str, variant: int, quantity: int = 1) -> None:
        _status, _place, page = self.ask("GET", f"/p/{slug}/")
        given = Fields(page).values
        form = {
            "csrfmiddlewaretoken": given["csrfmiddlewaretoken"],
            "variant": str(variant),
            "jumlah": str(quantity),
            "produk": slug,
        }
        status, _place, page = self.ask("POST", "/keranjang/tambah/", form)
        if status != 303:
            raise RuntimeError(f"adding to the cart answered {status}")

    def fill_in(self, region: str, method: str) -> bool:
        """The checkout page, up to the button; False when it offers none (the goods are gone)."""
        _status, _place, page = self.ask("GET", "/bayar/")
        self.form = Fields(page).values | {
            "aksi": "perbarui",
            "nama": "Siti Rahma",
            "telepon": "081234567890",
            "email": "siti@example.com",
            "alamat": "Jalan Merdeka 1",
            "wilayah": region,
            "bayar": method,
        }
        _status, _place, page = self.ask("POST", "/bayar/", self.form)
        self.form |= Fields(page).values
        return 'value="pesan"' in page

    def press(self) -> str:
        """Press the button; where the order is shown, or why there is none."""
        for _ in range(8):
            sent = self.form | {"aksi": "pesan"}
            status, place, page = self.ask("POST", "/bayar/", sent)
            if status == 303:
                return place
            if status != 422:
                return f"status {status}"
            self.form |= Fields(page).values
            if self.form["total"] == sent["total"]:
                return "refused"
        return "the total never settled"
