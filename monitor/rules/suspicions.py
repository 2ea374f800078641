"""Which sentences of the rules ask people to look (待人工核实), by their codes."""

#: Sentences that ask people to look: no part of a confirmed fault, a suspicion shames nobody.
SUSPICIONS = frozenset(
    {
        "pages.undated", "pages.without_day", "pages.redated", "visits.disagree", "visits.remark_disagree",
        "replies_late.for_people", "app_unavailable.old_version",
    }
)  # fmt: skip
