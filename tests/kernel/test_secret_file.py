"""Secrets in the data home: made once, whole, and readable by their owner alone."""

from pathlib import Path
from threading import Barrier, Thread

from niaga.kernel import secret_file


def test_it_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "home" / "key"
    assert secret_file.kept(path, lambda: "first") == "first"
    assert secret_file.kept(path, lambda: "second") == "first"
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == ["key"]


def test_who_starts_at_the_same_time_gets_the_same(tmp_path: Path) -> None:
    """Nobody reads a file that is there and still empty."""
    at_once, told = Barrier(8), set()

    def start(number: int) -> None:
        def make() -> str:
            at_once.wait(10)  # all have seen that there is none
            return f"secret {number}"

        told.add(secret_file.kept(tmp_path / "key", make))

    threads = [Thread(target=start, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert told == {(tmp_path / "key").read_text()}
