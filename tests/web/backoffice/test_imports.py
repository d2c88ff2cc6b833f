"""Bringing a file in, from the upload to the numbers, and what is told on the way."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from niaga.insight.experiments.book import ToldPlan, tell_plan
from niaga.insight.experiments.data import keys
from niaga.kernel.journal.models import JournalEvent
from niaga.kernel.permissions import Role
from niaga.kernel.shop import current_shop
from niaga.kernel.work.tasks import run_next
from niaga.metrics import query
from niaga.simulate.exports import Expected, make_all
from niaga.store.customers.models import User
from niaga.warehouse import snapshot
from niaga.web.backoffice.imports import drafts, loading, undoing
from tests.web.backoffice.conftest import SignIn

pytestmark = pytest.mark.django_db

SALES = b"""Kode;Kapan;Apa;Banyak;Rp
T-1;25/01/2026;Kopi;2;15.000
T-1;25/01/2026;Teh;1;9.000
T-2;26/01/2026;Kopi;x;15.000
T-3;26/01/2026;Kopi;-1;15.000
"""


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Having every dashboard's questions compiled takes seconds, and is tested where it belongs.
    monkeypatch.setattr(loading, "answer_questions", lambda shop: None)
    monkeypatch.setattr(undoing, "answer_questions", lambda shop: None)
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


def bring(client: Client, content: bytes = SALES, name: str = "penjualan.csv") -> str:
    """Upload a file, let the worker look at it, and answer its address."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("backoffice:upload_import"), {"berkas": file})
    assert answer.status_code == 302, answer.content[:500]
    work()
    return str(answer["Location"])


def work() -> None:
    while run_next("pekerja"):
        pass


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_from_the_upload_to_the_numbers(owner: Client, home: Path) -> None:
    url = bring(owner)
    seen = text_of(owner.get(url))
    assert "pemisah titik koma" in seen
    assert "tanggal: hari/bulan/tahun" in seen
    assert "bukan angka" in seen  # the reason of the row with an x
    choices = {
        "jenis": "orders", "toko": "+", "nama": "Warung Bu Siti", "mata_uang": "IDR",
        "zona": "Asia/Makassar", "kolom-0": "order_id", "kolom-1": "ordered_at",
        "kolom-2": "product_name", "kolom-3": "quantity", "kolom-4": "unit_price",
    }  # fmt: skip
    owner.post(f"{url}pilihan/", choices)
    work()
    seen = text_of(owner.get(url))
    assert "Muat 3 baris ke Warung Bu Siti" in seen
    assert "Rp24.000" in seen  # 30,000 + 9,000 − 15,000
    owner.post(f"{url}muat/")
    assert "Sedang dimuat" in text_of(owner.get(url))
    work()
    done = text_of(owner.get(url))
    assert "Selesai dimuat" in done
    assert "toko=warung-bu-siti" in done
    assert "Rp24.000" in done
    assert query(["net_sales"], "warung-bu-siti")[0].value == 24_000
    kept = home.glob("imports/*/check-*.json")
    assert all("Kopi" not in path.read_text() for path in kept)
    rejected = owner.get(f"{url}ditolak/").content.decode("utf-8-sig")
    assert rejected.count("\n") == 2
    assert "Banyak" in rejected


def test_nothing_is_loaded_before_it_was_agreed_to(owner: Client, home: Path) -> None:
    bring(owner)
    assert not (home / "warehouse" / "snapshot.json").exists()


def test_sales_of_another_shop_are_not_taken_for_ones_own_unnoticed(owner: Client) -> None:
    full = b"""No. Faktur;Tgl;Nama Barang;Jml;Harga Satuan;Saluran
INV/1;25/01/2026;Kopi;2;Rp 15.000,00;Kasir
INV/2;26/01/2026;Teh;1;Rp 9.000,00;WhatsApp
"""
    url = bring(owner, full)
    seen = text_of(owner.get(url))
    assert '<option value="channel" selected>' in seen  # Saluran
    assert "Ini menambah penjualan" in seen
    choices = {"jenis": "orders", "toko": "+", "nama": "Kopi Sari", "kolom-5": "channel"}
    for at, field in enumerate(
        ("order_id", "ordered_at", "product_name", "quantity", "unit_price")
    ):
        choices[f"kolom-{at}"] = field
    owner.post(f"{url}pilihan/", choices)
    work()
    seen = text_of(owner.get(url))
    assert "Muat 2 baris ke Kopi Sari" in seen
    assert "Ini menambah penjualan" not in seen


def test_a_marketplace_is_recognised_and_joins_the_live_shop(owner: Client, tmp_path: Path) -> None:
    made: Expected = make_all(tmp_path / "ekspor")[0]
    url = bring(owner, made.path.read_bytes(), made.path.name)
    seen = text_of(owner.get(url))
    assert 'value="shopee" selected' in seen
    assert "Harga satuan setelah potongan" in seen
    owner.post(f"{url}muat/")
    work()
    assert query(["net_sales"], "toko")[0].value == made.net


def test_a_file_that_says_too_little_is_asked_about(owner: Client) -> None:
    url = bring(owner, b"warna,rasa\nmerah,manis\nbiru,asin\n")
    owner.post(f"{url}pilihan/", {"jenis": "orders"})
    work()
    seen = text_of(owner.get(url))
    assert "belum jelas kolom mana" in seen
    assert 'name="kolom-1"' in seen
    assert "Muat " not in seen.split("<main")[1].split("Cara membacanya")[0]
    owner.post(f"{url}muat/")  # a hand-made request is of no use either
    work()
    assert "Selesai dimuat" not in text_of(owner.get(url))


def test_rubbish_is_refused_in_words(owner: Client) -> None:
    url = bring(owner, bytes(range(256)) * 40, "foto.csv")
    assert "tidak dikenali" in text_of(owner.get(url))
    owner.post(f"{url}pilihan/", {"jenis": "orders"})
    work()
    assert "bukan teks CSV" in text_of(owner.get(url))


def test_two_columns_cannot_mean_the_same(owner: Client) -> None:
    url = bring(owner)
    chosen = {"jenis": "orders", "kolom-0": "order_id", "kolom-1": "ordered_at",
              "kolom-3": "unit_price", "kolom-4": "unit_price"}  # fmt: skip
    answer = owner.post(f"{url}pilihan/", chosen, follow=True)
    assert "Kolom &#x27;Rp&#x27; diabaikan" in answer.content.decode()


def test_the_same_file_again_changes_nothing_and_the_older_original_goes(owner: Client) -> None:
    first, second = bring(owner), bring(owner)
    for url in (first, second):
        owner.post(f"{url}muat/")
        work()
    assert "Isi yang sama sudah dimuat" in text_of(owner.get(second))
    kept = {draft.id: draft.has_original for draft in drafts.drafts()}
    assert kept[second.rstrip("/").rpartition("/")[2]]
    assert not kept[first.rstrip("/").rpartition("/")[2]]


def test_thrown_away(owner: Client, home: Path) -> None:
    url = bring(owner)
    owner.post(f"{url}buang/")
    assert owner.get(url).status_code == 404
    assert list((home / "imports").iterdir()) == []


def test_an_archive_is_unpacked_within_its_folder(owner: Client, home: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../jahat.csv", SALES)
    bring(owner, packed.getvalue(), "ekspor.zip")
    assert not list(home.parent.glob("jahat.csv"))
    assert [path.name for path in home.glob("imports/*/files/*")] == ["jahat.csv"]


def test_contacts_are_not_shown(sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    content = (
        b"Nota,Tanggal,Barang,Harga,No HP,Email\n"
        b"1,2026-01-25,Kopi,15000,081234567890,siti@pos.example\n"
    )
    seen = text_of(client.get(bring(client, content)))
    assert "081234567890" not in seen
    assert "siti@pos.example" not in seen


def test_who_may_not_does_not_see_it(sign_in: SignIn) -> None:
    client = sign_in(Role.SALES)
    assert client.get(reverse("backoffice:imports")).status_code == 403
    assert (
        reverse("backoffice:imports") not in client.get(reverse("backoffice:home")).content.decode()
    )


def test_a_load_is_taken_back_and_the_file_can_be_loaded_again(owner: Client, home: Path) -> None:
    url = bring(owner)
    choices = {"jenis": "orders", "toko": "+", "nama": "Warung", "mata_uang": "IDR",
               "zona": "Asia/Jakarta", "kolom-0": "order_id", "kolom-1": "ordered_at",
               "kolom-2": "product_name", "kolom-3": "quantity",
               "kolom-4": "unit_price"}  # fmt: skip
    owner.post(f"{url}pilihan/", choices)
    work()
    owner.post(f"{url}muat/")
    work()
    address = re.search(r'href="(/kantor/impor/muatan/[^"]+)"', text_of(owner.get(url)))
    assert address
    health = text_of(owner.get(reverse("dashboards:data-source", args=("warung", "orders"))))
    assert address[1] in health

    asked = text_of(owner.get(address[1]))
    assert "tokonya hilang dari dasbor" in asked
    assert query(["net_sales"], "warung")[0].value == 24_000  # nothing happened yet
    assert owner.post(f"{address[1]}batalkan/").status_code == 302
    assert "Sedang dibatalkan" in text_of(owner.get(address[1]))
    owner.post(f"{address[1]}batalkan/")  # impatience
    assert query(["net_sales"], "warung")[0].value == 24_000  # the worker has not come to it
    work()
    assert snapshot.current().shops == {}
    assert "Muatan ini sudah dibatalkan" in text_of(owner.get(address[1]))
    event = JournalEvent.objects.get(topic="import.undone")
    assert event.payload["orders_going"] == 2
    assert event.actor == str(User.objects.get(role=Role.OWNER).actor)
    owner.post(f"{address[1]}batalkan/")
    work()
    assert JournalEvent.objects.filter(topic="import.undone").count() == 1
    assert "Dibatalkan" in text_of(owner.get(reverse("backoffice:imports")))

    work()
    assert "Muatan ini sudah dibatalkan" in text_of(owner.get(url))
    owner.post(f"{url}muat/")
    work()
    assert query(["net_sales"], "warung")[0].value == 24_000


def test_a_plan_that_waits_for_its_data_is_offered(owner: Client, home: Path) -> None:
    """Chosen, the file's test has the plan's name, whatever the file is called."""
    live = current_shop().code
    plan = ToldPlan(
        "Foto besar", "Lebih jelas.", "a", {"a": 1, "b": 1}, "converted", 0.1, 0.03, 0.05, 0.8, 28,
        date(2026, 3, 2),
    )  # fmt: skip
    actor = User.objects.get(role=Role.OWNER).actor
    tell_plan(actor, live, plan)
    rows = "".join(f"u{n},{'ab'[n % 2]},{n % 4 // 3}\n" for n in range(40))
    url = bring(owner, f"user_id,group,converted\n{rows}".encode(), "ekspor-17.csv")
    assert "Foto besar" in text_of(owner.get(url))
    owner.post(f"{url}pilihan/", {"jenis": "ab", "toko": live, "rencana": "foto-besar"})
    work()
    assert 'value="foto-besar" selected' in text_of(owner.get(url))
    owner.post(f"{url}muat/")
    work()
    entry = snapshot.current().shop(live)
    assert entry is not None
    assert keys(entry) == {"foto-besar"}
    url = bring(owner, f"user_id,group,converted\n{rows}".encode(), "ekspor-18.csv")
    assert "Foto besar" not in text_of(owner.get(url))
