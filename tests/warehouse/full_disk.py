"""Run in a mount namespace of its own, with a small tmpfs as the data home: what Niaga does when
the disk is full, told as JSON. See `test_full_disk`.
"""

import json
import logging
import os
import sys
from pathlib import Path

HOME, SOURCE = Path(sys.argv[1]), Path(sys.argv[2])
os.environ |= {"NIAGA_HOME": str(HOME), "DJANGO_SETTINGS_MODULE": "niaga.config.settings"}
import django  # noqa: E402 - the settings are chosen first

django.setup()
logging.disable(logging.CRITICAL)

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from niaga.kernel import clock  # noqa: E402
from niaga.kernel.permissions import Role  # noqa: E402
from niaga.kernel.work.tasks import run_next  # noqa: E402
from niaga.metrics import query  # noqa: E402
from niaga.store.customers.models import User  # noqa: E402
from niaga.warehouse import attempts, load, sync  # noqa: E402
from niaga.warehouse.problems import DiskFull  # noqa: E402
from tests.collect.olist import sample  # noqa: E402

BACKEND = "niaga.store.customers.authentication.EmailOrPhoneBackend"
PAGES = ("/", "/dasbor/?toko=olist", "/dasbor/penjualan/?toko=olist", "/dasbor/data/", "/kantor/")
ROWS = b"Tgl,Qty,Harga\n" + b"2026-01-25,1,1000\n" * 4_000


def fill(left: int) -> None:
    """Leave so many bytes free."""
    ballast = HOME / "ballast"
    ballast.unlink(missing_ok=True)
    stat = os.statvfs(HOME)
    wanted = stat.f_bavail * stat.f_frsize - left
    with ballast.open("wb", buffering=0) as file:
        try:
            while wanted > 0:
                wanted -= file.write(b"x" * min(wanted, 65_536))
        except OSError:
            pass


def sales() -> object:
    return query(["item_sales"], "olist")[0].value


def bring(client: Client) -> str:
    """Where an upload leads."""
    upload = {"berkas": SimpleUploadedFile("penjualan.csv", ROWS)}
    answer = client.post("/kantor/impor/unggah/", upload, follow=True)
    text = "Ruang penyimpanan penuh"
    told = [text] if text in answer.content.decode() else []
    return f"{answer.status_code} {answer.request['PATH_INFO']} {' '.join(told)}"


def main() -> dict[str, object]:
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    owner = User(name="P", email="p@x.id", role=Role.OWNER, created_at=clock.now())
    owner.set_password("x")
    owner.save()
    client = Client(raise_request_exception=False)
    client.force_login(owner, backend=BACKEND)
    folder = sample.write(SOURCE)
    load.import_source("olist", folder)
    told: dict[str, object] = {"before": sales()}
    sample.edit(folder, sample.ITEMS, "58.90", "60.00")
    for left in (0, 8_000, 60_000):
        fill(left)
        try:
            load.import_source("olist", folder)
            refused = ""
        except DiskFull as error:
            refused = type(error).__name__
        attempt = attempts.attempt_of("olist", "olist")
        told[f"load with {left}"] = [refused, attempt.code, sales()]
    fill(0)
    told["pages"] = [client.get(page).status_code for page in PAGES]
    told["health"] = "Ruang penyimpanan penuh" in client.get("/dasbor/data/").content.decode()
    told["upload"] = bring(client)
    try:
        sync.sync_shop()
    except DiskFull as error:
        told["sync"] = type(error).__name__
    (HOME / "ballast").unlink()
    load.import_source("olist", folder)
    told["after"] = sales()
    told["failures"] = attempts.attempt_of("olist", "olist").failures
    told["sync after"] = sync.sync_shop().full
    told["upload after"] = bring(client)
    while run_next("pekerja"):
        pass
    return told


print(json.dumps(main()), flush=True)
