"""Staff accounts, customers, reviews, the journal."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from niaga.kernel import clock
from niaga.kernel.journal import DeadLetter, JournalEvent, deliver_pending
from niaga.kernel.permissions import Role
from niaga.store.customers.models import User
from niaga.store.reviews.actions import write_review
from niaga.store.reviews.models import Review
from niaga.store.shipping.actions import record_tracking
from tests.store import factories
from tests.web.backoffice.conftest import SignIn, browser_of, member
from tests.web.backoffice.test_catalogue import send

pytestmark = pytest.mark.django_db


def test_a_new_member_gets_a_password_that_is_shown_once(owner: Client) -> None:
    html = send(owner, "new_member", name="Rina", email="Rina@Toko.example", role="support")
    shown = re.search(r'class="secret">([^<]+)<', html)
    assert shown
    user = User.objects.get(email="rina@toko.example")
    assert user.role == "support"
    assert user.check_password(shown[1])
    assert user.password_is_temporary
    assert shown[1] not in owner.get(reverse("backoffice:staff")).content.decode()
    assert not JournalEvent.objects.filter(payload__icontains=shown[1]).exists()
    twice = send(owner, "new_member", name="Rina", email="rina@toko.example", role="sales")
    assert "Sudah ada akun" in twice


def test_the_last_owner_stays() -> None:
    last = member(Role.OWNER)
    client = browser_of(last)
    assert "pemilik terakhir" in send(client, "set_role", last.pk, role="sales")
    assert "pemilik terakhir" in send(client, "set_active", last.pk, active="0")
    last.refresh_from_db()
    assert (last.role, last.is_active) == ("owner", True)

    member(Role.OWNER, is_active=False)  # cannot let anybody in
    assert "pemilik terakhir" in send(client, "set_role", last.pk, role="sales")
    second = member(Role.OWNER)
    assert "diganti" in send(client, "set_role", second.pk, role="sales")
    assert JournalEvent.objects.get(topic="staff.role_changed").payload["new"] == "sales"


def test_a_closed_account_is_out_at_once(owner: Client) -> None:
    clerk = member(Role.SALES)
    their = browser_of(clerk)
    assert their.get(reverse("backoffice:orders")).status_code == 200
    send(owner, "set_active", clerk.pk, active="0")
    assert their.get(reverse("backoffice:orders")).status_code == 302
    send(owner, "set_active", clerk.pk, active="1")
    assert browser_of(clerk).get(reverse("backoffice:orders")).status_code == 200


def test_a_given_password_ends_the_sessions_of_the_old_one(owner: Client) -> None:
    clerk = member(Role.SALES, "kata-sandi-lama-1")
    their = browser_of(clerk)
    html = send(owner, "new_password", clerk.pk)
    shown = re.search(r'class="secret">([^<]+)<', html)
    assert shown
    clerk.refresh_from_db()
    assert clerk.check_password(shown[1])
    assert their.get(reverse("backoffice:orders")).status_code == 302


def test_customers_accounts_are_not_ruled_from_here(owner: Client) -> None:
    customer = member(Role.SALES)
    User.objects.filter(pk=customer.pk).update(role="")
    assert "tidak ada" in send(owner, "set_active", customer.pk, active="0")
    assert User.objects.get(pk=customer.pk).is_active


def test_a_customer_is_found_with_orders_and_addresses(sign_in: SignIn) -> None:
    support = sign_in(Role.SUPPORT)
    order = factories.order()
    html = support.get(reverse("backoffice:customers"), {"q": "0812 3456"}).content.decode()
    assert order.customer.name in html
    html = support.get(reverse("backoffice:customer", args=[order.customer_id])).content.decode()
    assert order.number in html


def test_a_hidden_review_leaves_shop_and_score(sign_in: SignIn) -> None:
    order = factories.paid_order()
    factories.send(order)
    record_tracking(factories.parcel(order).pk, source_key="d", code="delivered")
    line = order.lines.get()
    review = write_review(line.pk, rating=1, text="Kasar sekali", actor=factories.OWNER)
    client = sign_in(Role.SUPPORT)
    assert "Kasar sekali" in client.get(reverse("backoffice:reviews")).content.decode()
    send(client, "set_hidden", review.pk, hidden="1")
    assert Review.objects.get().is_hidden
    assert line.variant.product.__class__.objects.get().rating_count == 0
    shown = client.get(reverse("backoffice:reviews"), {"tampil": "ya"}).content.decode()
    assert "Kasar sekali" not in shown
    send(client, "set_hidden", review.pk, hidden="0")
    assert line.variant.product.__class__.objects.get().rating_count == 1


@dataclass(frozen=True)
class Letter:
    order: str
    row: DeadLetter


def letter(subscriber: str = "shipping.open") -> Letter:
    """An order that was paid, and a parcel that was not opened for it."""
    order = factories.order()
    factories.pay(order)
    event = JournalEvent.objects.get(topic="order.confirmed")
    row = DeadLetter.objects.create(subscriber=subscriber, event=event, error="Aduh", attempts=8)
    return Letter(order.number, row)


def test_a_dead_letter_is_delivered_again(owner: Client) -> None:
    made = letter()
    queue = owner.get(reverse("backoffice:queue", args=["macet"])).content.decode()
    assert "order.confirmed" in queue
    assert "dikirim ulang ke shipping.open" in send(owner, "redeliver", made.row.pk)
    html = owner.get(reverse("backoffice:order", args=[made.order])).content.decode()
    assert "Mulai ambil" in html
    assert "sudah diselesaikan" in send(owner, "redeliver", made.row.pk)


def test_a_dead_letter_is_dismissed_with_a_reason(owner: Client) -> None:
    made = letter("tidak.ada")
    assert "sudah tidak ada lagi" in send(owner, "redeliver", made.row.pk)
    assert "notice--danger" in send(owner, "dismiss", made.row.pk, reason="")
    send(owner, "dismiss", made.row.pk, reason="Penerimanya sudah dihapus")
    made.row.refresh_from_db()
    assert (made.row.state, made.row.reason) == ("dismissed", "Penerimanya sudah dihapus")


def test_failed_work_is_done_again(owner: Client) -> None:
    now = clock.now()
    row = DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED,
        args_kwargs={"args": [], "kwargs": {}},
        priority=0,
        task_path="niaga.somewhere.send_letter",
        queue_name="default",
        backend_name="default",
        enqueued_at=now,
        run_after=now,
        finished_at=now,
        traceback="Traceback\nOSError: no route",
        worker_ids=["a", "b"],
    )
    assert "OSError: no route" in owner.get(reverse("backoffice:delivery")).content.decode()
    assert "Pekerjaan diulang" in send(owner, "retry", row.pk)
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY
    assert "tidak sedang gagal" in send(owner, "retry", row.pk)


def test_the_journal_is_filtered_by_topic_and_thing(sign_in: SignIn) -> None:
    order = factories.order()
    deliver_pending()
    analyst = sign_in(Role.ANALYST)
    address = reverse("backoffice:journal")
    assert "order.placed" in analyst.get(address, {"topik": "order."}).content.decode()
    assert "stock.held" not in analyst.get(address, {"topik": "order."}).content.decode()
    html = analyst.get(address, {"jenis": "order", "nomor": order.number}).content.decode()
    assert "order.placed" in html
    assert "Siti" not in html  # nothing personal in the journal
    assert "shipping.open" in analyst.get(reverse("backoffice:delivery")).content.decode()
