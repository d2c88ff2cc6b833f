"""Devices, programs and channels: told by data."""

import pytest

from niaga.collect.visits.channels import CHANNELS, channel_of
from niaga.collect.visits.devices import device_of, is_program


@pytest.mark.parametrize(
    ("told", "channel"),
    [
        ({}, "direct"),
        ({"referrer": "google.co.id"}, "organic"),
        ({"referrer": "l.instagram.com"}, "social"),
        ({"referrer": "x.com"}, "social"),
        ({"referrer": "netflix.com"}, "referral"),
        ({"referrer": "shopee.co.id"}, "marketplace"),
        ({"referrer": "mail.google.com"}, "email"),
        ({"referrer": "blog.example"}, "referral"),
        ({"referrer": "google.com", "source": "google", "medium": "cpc"}, "paid"),
        ({"source": "instagram", "medium": "paid_social"}, "paid"),
        ({"source": "instagram", "medium": "bio"}, "social"),
        ({"source": "WhatsApp"}, "social"),
        ({"source": "kabar", "medium": "Email", "referrer": "google.com"}, "email"),
        ({"source": "brosur"}, "referral"),
        ({"source": "google", "medium": "organic"}, "organic"),
    ],
)
def test_how_a_visit_came(told: dict[str, str], channel: str) -> None:
    assert channel_of(**told) == channel


def test_the_channels_are_these() -> None:
    assert CHANNELS == ("direct", "email", "marketplace", "organic", "paid", "referral", "social")


IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "device", "program"),
    [
        (IPHONE, "phone", False),
        (CHROME, "desktop", False),
        ("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15", "tablet", False),
        ("Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36", "tablet", False),
        ("Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/130 Mobile Safari", "phone", False),
        ("Mozilla/5.0 (PlayStation; PlayStation 5/2.26)", "other", False),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "other", True),
        ("WhatsApp/2.23.20.0", "other", True),
        ("curl/8.5.0", "other", True),
        ("", "other", True),
    ],
)
def test_what_a_user_agent_says(agent: str, device: str, program: bool) -> None:
    assert (device_of(agent), is_program(agent)) == (device, program)
