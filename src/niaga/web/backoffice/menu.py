"""The menu: a role sees what it may open, and nothing else."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.web.design.navigation import NavigationGroup, NavigationItem


@dataclass(frozen=True)
class _Entry:
    text: Promise
    url_name: str
    icon: str
    permission: str | None


_GROUPS: tuple[tuple[Promise | str, tuple[_Entry, ...]], ...] = (
    (
        "",
        (
            _Entry(_("Hari ini"), "backoffice:home", "home", None),
            _Entry(_("Dasbor"), "dashboards:executive", "chart", "metrics.view"),
        ),
    ),
    (
        _("Penjualan"),
        (
            _Entry(_("Pesanan"), "backoffice:orders", "bag", "orders.view"),
            _Entry(_("Pelanggan"), "backoffice:customers", "users", "customers.view"),
            _Entry(_("Pembayaran"), "backoffice:payments", "card", "payments.view"),
            _Entry(_("Ulasan"), "backoffice:reviews", "star", "reviews.moderate"),
            _Entry(_("Target"), "backoffice:targets", "chart", "targets.edit"),
        ),
    ),
    (
        _("Barang"),
        (
            _Entry(_("Katalog"), "backoffice:products", "tag", "catalog.view"),
            _Entry(_("Stok"), "backoffice:stock", "box", "stock.view"),
        ),
    ),
    (
        _("Sistem"),
        (
            _Entry(_("Impor data"), "backoffice:imports", "inbox", "data.import"),
            _Entry(_("Kesehatan data"), "dashboards:data", "chart", "metrics.view"),
            _Entry(_("Jurnal"), "backoffice:journal", "journal", "journal.view"),
            _Entry(_("Staf"), "backoffice:staff", "gear", "staff.manage"),
        ),
    ),
)


def _is_further(entry: _Entry, path: str) -> bool:
    """Whether the page is that of an entry of its own below this one's address."""
    return entry.url_name == "dashboards:executive" and path.startswith(reverse("dashboards:data"))


def navigation(path: str, permissions: frozenset[str]) -> tuple[NavigationGroup, ...]:
    """`path` is the present page's; its entry is marked."""
    groups = []
    for title, entries in _GROUPS:
        items = []
        for entry in entries:
            if entry.permission is not None and entry.permission not in permissions:
                continue
            try:
                url = reverse(entry.url_name)
            except NoReverseMatch:  # that face is not part of this installation
                continue
            is_home = entry.url_name == "backoffice:home"
            active = (
                path.startswith(f"{url}antrean/") or path == url
                if is_home
                else (path.startswith(url) and not _is_further(entry, path))
            )
            items.append(NavigationItem(entry.text, url, entry.icon, active))
        if items:
            groups.append(NavigationGroup(title, tuple(items)))
    return tuple(groups)
