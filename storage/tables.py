"""Every table. Observations, verdicts and reviews are only ever added to."""

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.types import ShanghaiDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: What was said, once: an unchanged listing costs a row of a few bytes a night.
body = Table(
    "body",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("json", Text, nullable=False),
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
    Column("once", String(64), nullable=True, unique=True),
    Index("ix_visit_site_at_reach", "site", "at", "reach"),
)

#: Derived: always what the raw visits of that day give. Outlives them.
visit_day = Table(
    "visit_day",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("json", Text, nullable=False),
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
    Index("ix_article_site_published_on", "site", "published_on"),
)

#: What servers gave us to ask "still the same?" with.
validator = Table(
    "validator",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("at", ShanghaiDateTime, nullable=False),
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
    Column("digest", String(64), ForeignKey("body.digest"), nullable=False),
    UniqueConstraint("subject", "rule", "decided_at", "digest"),
    Index("ix_verdict_decided_at", "decided_at"),
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
    Index("ix_review_subject_at", "subject", "at"),
)

#: How a site or account was configured, from when on: an old quarter is judged as it then was.
description = Table(
    "description",
    metadata,
    Column("subject", String(100), primary_key=True),
    Column("since", ShanghaiDateTime, primary_key=True),
    Column("digest", String(64), ForeignKey("body.digest"), nullable=False),
)
