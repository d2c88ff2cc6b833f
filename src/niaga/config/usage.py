"""What `niaga` says when it is called without a command."""

from importlib.metadata import PackageNotFoundError, version

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

UNPACKAGED = "0.1.0"  # of a checkout that was never built; pyproject.toml says the same

COMMANDS = {
    "serve": gettext_lazy("menjalankan toko: server web dan pekerja"),
    "worker": gettext_lazy("satu pekerja tambahan"),
    "demo": gettext_lazy("membuat toko demo"),
    "import": gettext_lazy("riwayat toko lain ke gudang data: import olist FOLDER"),
    "sync": gettext_lazy("data toko ke gudang data, sekarang juga"),
    "metric": gettext_lazy("menampilkan sebuah angka; tanpa nama: semua yang ada"),
    "doctor": gettext_lazy("memeriksa apakah pembukuan cocok"),
    "createowner": gettext_lazy("membuat akun pemilik"),
    "reindex": gettext_lazy("membuat ulang indeks pencarian"),
}


def usage() -> str:
    """The commands for people, in the active language."""
    rows = [f"  {name:12} {text}" for name, text in COMMANDS.items()]
    return "\n".join(
        [
            f"niaga {niaga_version()}",
            "",
            *rows,
            "",
            _("Pilihan tiap perintah: niaga PERINTAH --help. Perintah Django: niaga help."),
        ]
    )


def niaga_version() -> str:
    try:
        return version("niaga")
    except PackageNotFoundError:
        return UNPACKAGED
