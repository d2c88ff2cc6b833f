"""Social media by day and platform, each counted once though a source may tell it twice."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of


def _days(tables: Mapping[str, Any], as_of: Any) -> Any:
    """The account's own row where there is one, else the sum of its posts."""
    t = tables["social"]
    t = t.mutate(is_account=t.post_id.fill_null("") == "")
    engaged = (
        t.likes.fill_null(0)
        + t.comments.fill_null(0)
        + t.shares.fill_null(0)
        + t.clicks.fill_null(0)
    )
    silent = t.likes.isnull() & t.comments.isnull() & t.shares.isnull() & t.clicks.isnull()
    t = t.mutate(engagements=silent.ifelse(None, engaged).cast("int64"))
    days = t.group_by(["date_local", "month_local", "platform", "is_account"]).aggregate(
        impressions=t.impressions.sum(),
        reach=t.reach.sum(),
        engagements=t.engagements.sum(),
        clicks=t.clicks.sum(),
        followers=t.followers.max(),
        posts=t.count(where=~t.is_account),
    )
    account = days.filter(days.is_account & days.impressions.notnull()).select(
        "date_local", "platform"
    )
    posts = days.filter(~days.is_account).anti_join(account, ["date_local", "platform"])
    kept = days.filter(days.is_account & days.impressions.notnull()).union(posts)
    return kept.drop("is_account")


VIEWS = (
    View(
        name="social_days",
        doc="One row per day and platform: the account's own figures where they are told, else "
        "the sum of its posts.",
        tables=("social",),
        columns=columns_of("""
date_local date
month_local date
platform text
impressions whole null: not told
reach whole null: not told
engagements whole likes, comments, shares and clicks; null: not told
clicks whole null: not told
followers whole null: not told
posts whole
"""),
        build=_days,
        dimensions={"platform": "platform"},
    ),
)
