"""The one clock: UTC, and settable."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from niaga.kernel import clock

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def test_it_tells_utc():
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_it_stands_where_it_is_set_and_goes_on_afterwards():
    with clock.at(NEW_YEAR):
        assert clock.now() == NEW_YEAR
        with clock.shifted(timedelta(hours=1)):
            assert clock.now() == NEW_YEAR + timedelta(hours=1)
        assert clock.now() == NEW_YEAR
    assert clock.now() != NEW_YEAR


def test_other_zones_are_turned_into_utc():
    jakarta = timezone(timedelta(hours=7))
    with clock.at(datetime(2026, 1, 1, 7, tzinfo=jakarta)):
        assert clock.now() == NEW_YEAR
        assert clock.now().tzinfo is UTC


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError), clock.at(datetime(2026, 1, 1)):
        pass


def test_it_is_set_back_after_a_failure():
    with pytest.raises(KeyError), clock.at(NEW_YEAR):
        raise KeyError
    assert clock.now() != NEW_YEAR
