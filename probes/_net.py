"""The net under each part of a look (分项兜底): what breaks at one column, board or page breaks nothing else."""

import structlog

from probes.wall.base import broke_by

log = structlog.get_logger()


def broken(error: Exception, part: str) -> str:
    """The reason of a *part* at which our own code raised *error*; the log has the whole of it."""
    log.error("part_broke", part=part, exc_info=error)
    return broke_by(error).reason
