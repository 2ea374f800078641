"""A time stamp of an authority over a link of the chain of records (时间戳, RFC 3161)."""

from dataclasses import dataclass
from datetime import datetime

from monitor.domain.observation import Fact
from monitor.domain.timing import check_aware


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStamp(Fact):
    """What a time stamp authority (时间戳机构) signed: that the link of that hash was there at that time."""

    kind = "chain_stamp"

    number: int  #: of the link
    hash: str  #: of the link, in hex: its ASCII letters are what was stamped
    stamped_at: datetime  #: as the authority says
    token: str  #: the whole answer (TimeStampResp, DER), Base64
    url: str  #: who was asked

    def __post_init__(self) -> None:
        check_aware(self.stamped_at)
