"""How many connections this process may hold (文件描述符): the system's limit is raised as far as it lets us, and kept to."""

import resource

#: Requests under way at once at most, to as many servers: what a province needs many times over.
MOST_AT_ONCE = 1000
#: File descriptors for all else: database, evidence, readers, pages.
FOR_OTHERS = 256
#: A request holds a connection, and one more may rest for a few seconds after it.
A_REQUEST = 2
#: So many descriptors are asked of the system; more are never needed.
WANTED = 16_384


def raise_limit() -> None:
    """Let this process open as many files as the system's hard limit grants, WANTED at most; a refusal changes nothing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(hard, WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError):
            return


def requests_at_once() -> int:
    """How many requests may be under way at once by the limit as it is now: from 50 to MOST_AT_ONCE."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST_AT_ONCE
    return max(50, min(MOST_AT_ONCE, (soft - FOR_OTHERS) // A_REQUEST))
