"""Identifiers: in order where rows are, unguessable where they are secrets."""

import threading
import time
from uuid import UUID

from niaga.kernel.ids import new_code, new_id, new_token


def test_they_are_of_version_seven_and_carry_their_millisecond():
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000

    assert (made.version, made.variant) == (7, UUID(int=0x8 << 60).variant)
    assert before <= made.int >> 80 <= after + 1


def test_they_grow_strictly_also_within_a_millisecond():
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_threads_never_share_one():
    made: list[UUID] = []

    def make() -> None:
        made.extend([new_id() for _ in range(2_000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000


def test_tokens_are_long_and_fit_in_an_address():
    made = {new_token() for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(
        len(token) == 32 and token.replace("-", "").replace("_", "").isalnum() for token in made
    )


def test_codes_have_no_letters_that_are_mistaken_for_digits():
    made = "".join(new_code() for _ in range(1_000))
    assert len(made) == 6_000
    assert not set(made) & set("ILOU01")
    assert len(new_code(10)) == 10
