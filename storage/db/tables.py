"""Every table. Observations, verdicts and reviews are only ever added to."""

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.db.door_tables import chat_group as chat_group
from storage.db.door_tables import identity as identity
from storage.db.door_tables import login_try as login_try
from storage.db.door_tables import recovery_code as recovery_code
from storage.db.door_tables import second_factor as second_factor
from storage.db.door_tables import sheet as sheet
from storage.db.edit_tables import config_edit as config_edit
from storage.db.edit_tables import ledger_proposal as ledger_proposal
from storage.db.metadata import metadata as metadata
from storage.db.patrol_tables import patrol_candidate as patrol_candidate
from storage.db.patrol_tables import patrol_host as patrol_host
from storage.db.patrol_tables import patrol_link as patrol_link
from storage.db.patrol_tables import patrol_page as patrol_page
from storage.db.patrol_tables import patrol_round as patrol_round
from storage.db.patrol_tables import patrol_white as patrol_white
from storage.db.people_tables import audit as audit
from storage.db.people_tables import material_entry as material_entry
from storage.db.people_tables import person as person
from storage.db.people_tables import request as request
from storage.db.people_tables import request_file as request_file
from storage.db.people_tables import session as session
from storage.db.people_tables import token as token
from storage.db.types import ShanghaiDateTime, UnderItsHash

#: Rows in one IN (…): below every database's limit.
CHUNK = 500

#: What was said, once: an unchanged listing costs a row of a few bytes a night.
body = Table(
    "body",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("json", UnderItsHash, nullable=False),
)

observation = Table(
    "observation",
    metadata,
    Column("id", String(30), primary_key=True),  # ob_ and a ULID
    Column("kind", String(20), nullable=False),  # listing | homepage | reading | …
    Column("subject", String(100), nullable=False),
    Column("part", Text, nullable=False),  # column id, article address …
    Column("at", ShanghaiDateTime, nullable=False),
    Column("recorded_at", ShanghaiDateTime, nullable=False),
    Column("vantage", String(60), nullable=False),
    Column("digest", String(64), ForeignKey("body.digest"), nullable=False),
    Column("once", String(64), nullable=True, unique=True),  # imports: the same row adds nothing
    Column("rests_on", Text, nullable=True),  # unchanged: ids of the evidence that last brought the page
    Column(
        "answer", Text, nullable=True
    ),  # unchanged: what was asked and answered, as JSON, in place of evidence
    Index("ix_observation_subject_kind_part_at", "subject", "kind", "part", "at"),
)

visit = Table(
    "visit",
    metadata,
    Column("id", String(30), primary_key=True),
    Column("site", String(100), nullable=False),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("recorded_at", ShanghaiDateTime, nullable=False),
    Column("slot", ShanghaiDateTime, nullable=True),
    Column("reach", String(12), nullable=False),
    Column("reason", String(60), nullable=False),
    Column("elapsed_s", Float, nullable=True),
    Column("status", SmallInteger, nullable=True),
    Column("vantage", String(60), nullable=False),
    Column("detail", Text, nullable=False),  # the whole visit as JSON
    Column("once", String(64), nullable=True, unique=True),  # of a slot, or of an imported row
    Index("ix_visit_site_at_reach", "site", "at", "reach"),
)

#: Derived: always what the raw visits of that day give. Outlives them.
visit_day = Table(
    "visit_day",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("json", Text, nullable=False),
    Column("recorded_at", ShanghaiDateTime, nullable=True),  # when the newest of its visits was stored
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", String(30), primary_key=True),  # ev_ and a ULID
    Column("at", ShanghaiDateTime, nullable=False),
    Column("url", Text, nullable=False),
    Column("address", String(60), nullable=False),
    Column("status", SmallInteger, nullable=True),
    Column("sha256", String(64), nullable=False),  # of the body as it came over the wire
    Column("file", Text, nullable=False),  # below the evidence folder
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_evidence_sha256", "sha256"),
)

observation_evidence = Table(
    "observation_evidence",
    metadata,
    Column("observation", String(30), primary_key=True),
    Column("evidence", String(30), ForeignKey("evidence.id"), primary_key=True),
    Column("number", SmallInteger, nullable=False),
)

#: The ledger of published items (稿件台账), kept from listings and readings.
article = Table(
    "article",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("columns", Text, nullable=False),  # JSON list of column ids
    Column("first_seen", ShanghaiDateTime, nullable=False),
    Column("last_seen", ShanghaiDateTime, nullable=False),
    Column("listed_on", Date, nullable=True),
    Column("published_on", Date, nullable=True),
    Column("place", String(20), nullable=False),
    Column("source", Text, nullable=False),  # 来源, as printed
    Column("reading", String(30), nullable=True),  # newest reading of its page
    Column("text_digest", String(64), nullable=False),
    Column(
        "recorded_at", ShanghaiDateTime, nullable=True
    ),  # title, columns, first_seen, listed_on: since when so
    # Derived: when the newest reading was taken and stored, and what rules ask of it. Empty with a reading: not known,
    # as of a store from before 0006; then the observations are asked.
    Column("reading_at", ShanghaiDateTime, nullable=True),
    Column("reading_recorded_at", ShanghaiDateTime, nullable=True),
    Column("reading_says", Text, nullable=True),
    Index("ix_article_site_published_on", "site", "published_on"),
)

#: Derived: the newest day that can be proved by anything a column ever listed, from what its rows and their newest readings say.
#: Part "" is the homepage and stands for the whole site: only its row says until when all is counted in. No such row: not known,
#: as of a store from before 0013.
newest_shown = Table(
    "newest_shown",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("part", Text, primary_key=True),  # column id; "" the homepage
    Column("day", Date, nullable=True),  # no day that it can prove is later; NULL: it proves none
    Column("seen_at", ShanghaiDateTime, nullable=True),  # when the newest look or reading was taken
    Column("recorded_at", ShanghaiDateTime, nullable=True),  # when the last one was stored
)

#: Derived: the newest look at each column, the newest one that showed items, and what its rows amount to, so that judging reads
#: neither lists nor pages. Part "" is the homepage and stands for the whole site: without its row nothing is kept of it.
list_state = Table(
    "list_state",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("part", Text, primary_key=True),  # column id; "" the homepage
    Column("looks", Text, nullable=False),  # JSON: the looks, without their rows
    Column("counted", Text, nullable=True),  # JSON: what its rows amount to; NULL: to be counted anew
)

#: What the ledger said of an article before it said something else: what was known by an earlier moment.
article_before = Table(
    "article_before",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("recorded_at", ShanghaiDateTime, primary_key=True),
    Column("title", Text, nullable=False),
    Column("columns", Text, nullable=False),
    Column("first_seen", ShanghaiDateTime, nullable=False),
    Column("listed_on", Date, nullable=True),
)

#: What servers gave us to ask "still the same?" with, and what tells a page that comes again.
validator = Table(
    "validator",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("at", ShanghaiDateTime, nullable=False),
    Column(
        "page", Text, nullable=True
    ),  # `Observation.page`; NULL: what was read may be read otherwise later
    Column("facts", Text, nullable=True),  # digest of what was read; NULL in rows from before 0025
)

verdict = Table(
    "verdict",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),  # the feed's cursor
    Column("subject", String(100), nullable=False),
    Column("rule", String(40), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("decided_at", ShanghaiDateTime, nullable=False),
    Column("recorded_at", ShanghaiDateTime, nullable=False),
    Column("known_by", ShanghaiDateTime, nullable=True),  # up to when we had heard; null: as recorded_at
    Column("digest", String(64), ForeignKey("body.digest"), nullable=False),
    Column(
        "said", String(64), nullable=True
    ),  # the same of two that only the calendar tells apart; null: before 0015
    UniqueConstraint("subject", "rule", "decided_at", "digest"),
    Index("ix_verdict_decided_at", "decided_at"),
)

#: Judgings that came to verdicts which are stored already: they hold at *decided_at* too, moved there. A row a subject.
repeated = Table(
    "repeated",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("subject", String(100), nullable=False),
    Column("decided_at", ShanghaiDateTime, nullable=False),
    Column("recorded_at", ShanghaiDateTime, nullable=False),
    Column("known_by", ShanghaiDateTime, nullable=False),
    Column("verdicts", Text, nullable=False),  # JSON list of their numbers
    Index("ix_repeated_subject_decided_at", "subject", "decided_at"),
    Index("ix_repeated_decided_at", "decided_at"),
)

#: What people decided (人工确认).
review = Table(
    "review",
    metadata,
    Column("id", String(30), primary_key=True),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("act", String(20), nullable=False),
    Column("subject", String(100), nullable=False),
    Column("target", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Date, nullable=True),
    Column("since", Date, nullable=True),  # first day it speaks of; null: from the moment it was given
    Column("sheet", String(30), nullable=True),
    Column("second", String(100), nullable=True),
    Index("ix_review_subject_at", "subject", "at"),
)

#: What people entered on score sheets (人工评分): an entry a change, conflicts too.
people_points = Table(
    "people_points",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("owner", String(120), nullable=False),  # unit:education
    Column("period", String(10), nullable=False),  # 2026Q3
    Column("row", String(40), nullable=False),  # Z21-05
    Column("mark", String(20), nullable=False),
    Column("points", Float, nullable=True),
    Column("note", Text, nullable=False),
    Column("file", String(64), nullable=False),  # SHA-256 of the workbook it came from
    Column("seen", Integer, nullable=False),  # number of the newest entry that the filled sheet showed
    Column(
        "conflict", SmallInteger, nullable=False
    ),  # 1: another entry had come between; it counts for nothing
    Index("ix_people_points_owner_period", "owner", "period"),
)

#: Score sheets as they were drawn up (评分表存档), for programs that read the feed over HTTP.
score_draw = Table(
    "score_draw",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", ShanghaiDateTime, nullable=False),  # drawn up by what had been heard up to then
    Column("as_of", ShanghaiDateTime, nullable=False),
    Column("digest", String(64), ForeignKey("body.digest"), nullable=False),
    Index("ix_score_draw_as_of", "as_of"),
)

#: How a site or account was configured, from when on: an old quarter is judged as it then was.
description = Table(
    "description",
    metadata,
    Column("subject", String(100), primary_key=True),
    Column("since", ShanghaiDateTime, primary_key=True),
    Column("digest", String(64), ForeignKey("body.digest"), nullable=False),
)

#: One episode of a fault (问题台账).
finding = Table(
    "finding",
    metadata,
    Column("id", String(30), primary_key=True),  # fi_ and a ULID
    Column("subject", String(100), nullable=False),
    Column("rule", String(40), nullable=False),
    Column("part", Text, nullable=False),
    Column("episode", Integer, nullable=False),
    Column("unit", String(100), nullable=True),
    Column("grade", String(10), nullable=False),  # fail | due
    Column("opened_at", ShanghaiDateTime, nullable=False),
    Column("seen_at", ShanghaiDateTime, nullable=False),
    Column("closed_at", ShanghaiDateTime, nullable=True),
    Column("standing", Text, nullable=False),  # JSON, as last seen
    UniqueConstraint("subject", "rule", "part", "episode"),
    Index("ix_finding_closed_at", "closed_at"),
)

#: What happened to a finding: who, when, what. Only ever added to.
step = Table(
    "step",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("finding", String(30), ForeignKey("finding.id"), nullable=False, index=True),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("act", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("until", Date, nullable=True),
    Column("evidence", Text, nullable=False),  # JSON list of observation ids
    Column("assignee", String(60), nullable=True),
)

#: Mails and messages to send (发件箱): one a night, audience and channel.
outbox = Table(
    "outbox",
    metadata,
    Column("id", String(30), primary_key=True),  # ma_ and a ULID
    Column("night", Date, nullable=False),
    Column("audience", String(100), nullable=False),  # unit id, or "centre"
    Column("channel", String(20), nullable=False),  # mail | chat
    Column("message_id", String(200), nullable=False),  # stable: the same mail twice can be told
    Column("recipients", Text, nullable=False),  # JSON list
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("findings", Text, nullable=False),  # JSON list of finding ids it names
    Column("announced", Text, nullable=False),  # JSON list: those named for the first time, or at a new rung
    Column("created_at", ShanghaiDateTime, nullable=False),
    Column(
        "state", String(12), nullable=False
    ),  # waiting | held | sending | sent | refused | given_up | dropped
    Column("attempts", Integer, nullable=False),
    Column("next_at", ShanghaiDateTime, nullable=False),
    Column("claimed_at", ShanghaiDateTime, nullable=True),
    Column("claimed_by", String(60), nullable=True),
    Column("sent_at", ShanghaiDateTime, nullable=True),
    Column("delivered", Text, nullable=False),  # JSON list of recipients whose server took it
    Column("refused", Text, nullable=False),  # JSON: recipient -> the server's words
    Column("doubts", SmallInteger, nullable=False),  # how often nobody knows whether it was taken
    Column("detail", Text, nullable=False),  # the server's own words
    UniqueConstraint("night", "audience", "channel"),
    Index("ix_outbox_state_next_at", "state", "next_at"),
)

#: Who holds a duty that only one process may have (租约): the daemon.
lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(120), nullable=False),
    Column("since", ShanghaiDateTime, nullable=False),
    Column("until", ShanghaiDateTime, nullable=False),
)

#: What the daemon did, by name: its last run and how it went.
duty = Table(
    "duty",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("started_at", ShanghaiDateTime, nullable=False),
    Column("ended_at", ShanghaiDateTime, nullable=True),
    Column("detail", Text, nullable=False),
)

#: Derived: the verdicts whose outcome differs from the one before of the same rule on the same subject.
change = Table(
    "change",
    metadata,
    Column("number", Integer, ForeignKey("verdict.number"), primary_key=True, autoincrement=False),
    Column("subject", String(100), nullable=False),
    Column("rule", String(40), nullable=False),
    Column("was", String(20), nullable=True),  # the outcome before; NULL: none before
    Column("outcome", String(20), nullable=False),
    Index("ix_change_subject_rule_number", "subject", "rule", "number"),
)

#: Derived: what the last nightly judging left for the first page after a start.
overview = Table(
    "overview",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("at", ShanghaiDateTime, nullable=False),  # judged as of then
    Column("content", Text, nullable=False),  # JSON
)

#: Derived: what the feed says of each subject, packed, with what it was made of. Passed over where that is no longer so.
feed_entry = Table(
    "feed_entry",
    metadata,
    Column("subject", String(100), primary_key=True),
    Column("made_of", String(64), nullable=False),  # digest of the subject's configuration and of the program
    Column("verdicts", Integer, nullable=False),  # the newest number of `verdict` when it was made
    Column("repeats", Integer, nullable=False),  # the same of `repeated`
    Column("since", ShanghaiDateTime, nullable=False),  # made for this moment
    Column(
        "until", ShanghaiDateTime, nullable=True
    ),  # a verdict stored for a later moment begins to hold then
    Column("note", Text, nullable=False),  # JSON: what the head of the document says of it
    Column("entry", LargeBinary, nullable=False),
)

#: Derived: how what each subject owes stands by its newest verdicts; its columns mean what those of `feed_entry` mean.
standing_entry = Table(
    "standing_entry",
    metadata,
    Column("subject", String(100), primary_key=True),
    Column(
        "made_of", String(64), nullable=False
    ),  # digest of the subject and units as configured, and of the program
    Column("verdicts", Integer, nullable=False),
    Column("repeats", Integer, nullable=False),
    Column("since", ShanghaiDateTime, nullable=False),
    Column("until", ShanghaiDateTime, nullable=True),
    Column("entry", LargeBinary, nullable=False),
)

#: The chain of records (记录链): one link for each transaction that added some. Only ever added to.
chain = Table(
    "chain",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("kind", String(12), nullable=False),  # start | saved | let_go
    Column("content", Text, nullable=False),  # JSON: table -> key -> hash of the row
    Column("hash", String(64), nullable=False),  # over the hash before and all of this
)
