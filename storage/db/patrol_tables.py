"""The patrol's tables (巡查): its frontier, links, rounds, hosts, candidates and white list."""

from sqlalchemy import Column, Date, Index, Integer, SmallInteger, String, Table, Text, UniqueConstraint

from storage.db.metadata import metadata
from storage.db.types import ShanghaiDateTime

#: Every address that the patrol met on a site (巡查页面), with what came of it last.
patrol_page = Table(
    "patrol_page",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("kind", String(12), nullable=False),  # page | attachment | picture | outside
    Column("round", Integer, nullable=False),  # the patrol that asked for it last, or is to ask for it
    Column("waiting", SmallInteger, nullable=False),
    Column("depth", SmallInteger, nullable=False),
    Column("found_at", ShanghaiDateTime, nullable=False),
    Column("fetched_at", ShanghaiDateTime, nullable=True),
    Column("outcome", String(12), nullable=True),  # ok | dead | blocked | slow | soft_404 | unread | left
    Column("reason", String(60), nullable=False),
    Column("title", Text, nullable=False),
    Column("digest", String(64), nullable=False),  # of its text; "" where none was read
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("bad_on", Date, nullable=True),  # the first day of the run of days on which it was dead
    Column("bad_days", SmallInteger, nullable=False),
    Column("bad_seen", String(30), nullable=False, server_default=""),  # observation of that first day
    Column("screened", String(12), nullable=False, server_default=""),  # the word lists it was screened by
    Column(
        "text_digest", String(64), nullable=False, server_default=""
    ),  # of its body text alone; "" too short
    Column("published", String(16), nullable=False, server_default=""),  # day or minute that it states
    Column("owner", String(40), nullable=False, server_default=""),  # of a page outside: its ICP number
    Column("came", String(100), nullable=False, server_default=""),  # of a page outside: domain it ended at
    Index("ix_patrol_page_waiting", "site", "round", "waiting", "depth"),
)

#: Which page leads where, as the patrol saw it last.
patrol_link = Table(
    "patrol_link",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("target", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("round", Integer, nullable=False),  # in which it was written; while its page is as it was it stays
    Column("words", Text, nullable=False),
    Index("ix_patrol_link_source", "site", "source"),
)

#: What a person should look at (待核实线索): never a fault before somebody confirmed it.
patrol_candidate = Table(
    "patrol_candidate",
    metadata,
    Column("id", String(30), primary_key=True),  # pc_ and a ULID
    Column("site", String(100), nullable=False),
    Column(
        "screen", String(20), nullable=False
    ),  # dead_link | outside | hidden | wording | privacy | foreign
    Column(
        "cause", Text, nullable=False
    ),  # what it is one line for: a target, an entry of a list, a masked number
    Column("page", Text, nullable=False),  # where it was seen first; "" where the cause itself is the page
    Column("sentence", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON
    Column("first_seen", ShanghaiDateTime, nullable=False),
    Column("last_seen", ShanghaiDateTime, nullable=False),
    Column("state", String(12), nullable=False),  # open | confirmed | dismissed | gone
    Column("who", String(100), nullable=False),
    Column("decided_at", ShanghaiDateTime, nullable=True),
    Column("note", Text, nullable=False),
    Column("line", Text, nullable=False, server_default=""),  # what is one line of the queue for people
    Column("mended_at", ShanghaiDateTime, nullable=True),  # confirmed, and seen to be gone
    Column(
        "evidence", Text, nullable=False, server_default=""
    ),  # ids of observations, a space between, oldest first
    UniqueConstraint("site", "screen", "cause", "page"),
    Index("ix_patrol_candidate_line", "site", "screen", "state"),
)

#: One walk over a site, from its first page to its last (巡查轮次), however many nights it took.
patrol_round = Table(
    "patrol_round",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("begun_at", ShanghaiDateTime, nullable=False),
    Column("ended_at", ShanghaiDateTime, nullable=True),
    Column("result", Text, nullable=False),  # JSON: asked by kind, outcomes, left, unseen
    Column("home", Text, nullable=False),  # JSON: what its homepage was like
)

#: Hosts outside that a site loaded scripts or frames from, or that its homepage led to, since when (外部域名).
patrol_host = Table(
    "patrol_host",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("kind", String(12), primary_key=True),  # script | frame | home
    Column("host", String(253), primary_key=True),
    Column("round", Integer, nullable=False),  # in which it was met first
    Column("page", Text, nullable=False),  # where
)

#: What people said is right wherever it stands (白名单): a line of the queue that never opens again.
patrol_white = Table(
    "patrol_white",
    metadata,
    Column("id", String(30), primary_key=True),  # pw_ and a ULID
    Column("site", String(100), nullable=False),  # "": every site
    Column("screen", String(20), nullable=False),
    Column("line", Text, nullable=False),
    Column("who", String(100), nullable=False),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ended_by", String(100), nullable=False),
    Column("ended_at", ShanghaiDateTime, nullable=True),
)
