"""How people are reached: visits, campaigns, spend, experiments, answers, social media, leads.

A row that its source gives no day has the part "0000-00" and no `date_local`.
"""

from niaga.warehouse.schema.columns import define

_DAY = """
date_local date
month_local date first day of that month
"""

SESSIONS = define(
    "sessions",
    "One row per visit to the shop's own pages: the same device or person, pauses up to 30 "
    "minutes, not cut at midnight or by a campaign.",
    "session_id",
    _DAY
    + """
session_id text
visitor_key text pseudonym of the device
customer_key text null: not signed in
person_key text as this source knows them; see `identities`
started_at instant
ended_at instant of the last event or heartbeat
landing_page text path without query
referrer text host; null: none
utm_source text
utm_medium text
utm_campaign text
channel text direct, organic, paid, social, email, referral or marketplace
device text phone, tablet, desktop or other
pages whole pages seen
product_views whole
searches whole
cart_adds whole
checkouts whole times that the checkout was opened
orders whole placed in the visit
seconds whole last − first event, with heartbeats; null when there was one event
engaged flag more than 10 seconds, or two pages, or a key event
""",
)
PAGE_VIEWS = define(
    "page_views",
    "Views of the shop's own pages by day, counted without knowing whose they were.",
    "date_local page audience",
    _DAY
    + """
page text kind of page: home, category, product, search, cart, checkout, order, account or info
audience text agreed, declined or unasked: of people; bot, unshown or staff: of others
views whole
""",
)
CONTACTS = define(
    "campaign_contacts",
    "One row per person and campaign: reached by it, or held out of it.",
    "campaign_id person_key arm",
    _DAY
    + """
campaign_id text
campaign text name
channel text email, coupon, catalogue, …
arm text name of the treatment; control for those held out
customer_key text
person_key text as this source knows them; see `identities`
opened flag null: not told
clicked flag null: not told
visited flag null: not told
converted flag
value whole what the person spent in the campaign's window; null: not told
segment text of the person when reached, as the source groups people; null: not told
currency text
""",
)
SPEND = define(
    "spend",
    "Marketing cost by day, channel and campaign.",
    "date_local channel campaign",
    _DAY
    + """
channel text
campaign text empty: none named
amount whole
impressions whole null: not told
clicks whole null: not told
claimed_conversions whole as the platform claims; never added to the shop's own
claimed_value whole as the platform claims
currency text
""",
)
PURCHASE_TOTALS = define(
    "purchase_totals",
    "What a person bought over a window as the source sums it up, where it tells no single order: "
    "amounts by category, purchases by channel. Never part of sales or of counted orders.",
    "customer_key category channel",
    """
customer_key text
category text of an amount; null: the row counts purchases
channel text of a count of purchases; null: the row is an amount
amount whole null: not told
purchases whole null: not told
window_days whole over how many days
segment text of the person, as the source groups people; null: not told
currency text
""",
    monthly=False,
)
EXPOSURES = define(
    "exposures",
    "What an experiment saw: a row per visitor and outcome, or counts by day, variant and outcome.",
    "experiment outcome variant unit_key date_local segment_1 segment_2 segment_3",
    _DAY
    + """
experiment text key in `experiments`
outcome text what was measured
variant text
unit_key text pseudonym of the visitor; null: the row counts several
visitors whole 1 for a visitor
conversions whole
value whole Σ of what was measured in the smallest unit; null: a yes or no
value_squared whole Σ of its squares over the visitors
base whole Σ of what the value is set against: see `ratio_outcomes`, `adjusted_outcomes`
base_squared whole Σ of its squares
product whole Σ of value × base, visitor by visitor
segment_1 text of the visitor, as told before the test: see `segments`; null: not told
segment_2 text
segment_3 text
""",
)
EXPERIMENTS = define(
    "experiments",
    "One row per experiment: its plan.",
    "experiment",
    """
experiment text
title text
control text variant that the others are compared with
primary_outcome text the one outcome that decides
allocation texts variant=weight, weights are whole numbers
money_outcomes texts outcomes that are amounts in the shop's currency
ratio_outcomes texts outcome=what divides it
adjusted_outcomes texts outcome=what was measured before the test, and takes noise away
refused texts reason=rows of the source that take no part; the reason as in `rejects`
segments texts what segment_1 to segment_3 of its exposures tell, in that order
planned_visitors whole of all variants together; null: no plan was told
planned_days whole
planned_effect whole relative change to be detected, in basis points (10,000 is +100 %)
alpha whole in basis points
power whole in basis points
started_on date
ended_on date null: runs
""",
    monthly=False,
)
SURVEYS = define(
    "surveys",
    "One row per answer to a satisfaction question.",
    "answer_id",
    _DAY
    + """
answer_id text
order_id text
customer_key text as told, else of the order
person_key text as this source knows them; see `identities`
kind text csat (1 to 5), nps (0 to 10)
score whole
asked flag only asked: no answer has come, score is null
answered_at instant
region text of the order
channel text of the order, or where it was asked
""",
)
SOCIAL = define(
    "social",
    "Social media by day, platform and post.",
    "date_local platform post_id",
    _DAY
    + """
platform text
post_id text empty: the whole account
impressions whole
reach whole
likes whole
comments whole
shares whole
clicks whole
followers whole of the account at the end of the day; null in a post's row
""",
)
SETTLEMENTS = define(
    "settlements",
    "What a payment gateway or marketplace says it pays out, line by line.",
    "settlement_ref kind",
    _DAY
    + """
settlement_ref text
gateway text
order_id text of the shop; null: the line names none
kind text payment, refund, fee or adjustment
transacted_at instant
settled_on date null: not yet paid out
gross whole negative for a refund
fee whole positive
net whole gross − fee
currency text
""",
)
LEADS = define(
    "leads",
    "One row per person who asked to sell on the marketplace.",
    "lead_id",
    _DAY
    + """
lead_id text
origin text where the lead came from; null: not told
landing_page text
won flag became a seller
won_at instant
won_date date
days_to_close whole from first contact to won; null unless won
seller_id text
segment text line of business
lead_type text
""",
)
