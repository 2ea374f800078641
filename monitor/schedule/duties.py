"""When each duty of the daemon is owed (任务安排), and how late its end may come: for health and `monitor status`."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from monitor.domain.settings import DaemonSettings, PatrolSettings
from monitor.domain.timing import DAY, SHANGHAI, day_of, midnight


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One duty and its times: once a day, or every so many hours counted from midnight."""

    name: str  #: as in table `duty`
    label: str  #: Chinese, for screens
    at: time = time.min
    every: timedelta = DAY  #: divides the day
    allowance: timedelta  #: from when it is owed to when it must have ended

    def next_after(self, moment: datetime) -> datetime:
        """When it is owed first after *moment*."""
        today = day_of(moment)
        return min(one for day in (today, today + DAY) for one in self._on(day) if one > moment)

    def last_until(self, moment: datetime) -> datetime:
        """When it was owed last, at *moment* or before."""
        today = day_of(moment)
        return max(one for day in (today - DAY, today) for one in self._on(day) if one <= moment)

    def _on(self, day: date) -> list[datetime]:
        if self.every == DAY:
            return [datetime.combine(day, self.at, SHANGHAI)]
        return [midnight(day) + self.every * n for n in range(DAY // self.every)]


#: Under this name the store remembers up to when missed visits were looked for, as if it were a duty.
SWEEP = "sweep"

#: Days as `[patrol] weekday` names them, Monday first.
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def timetable(daemon: DaemonSettings, patrol: PatrolSettings | None = None) -> tuple[Turn, ...]:
    """The duties that `[daemon]` asks for, in the order of a night; with *patrol*, its nights too."""
    hours = timedelta(hours=1)
    every = hours * daemon.accounts_every_hours
    delivery = timedelta(minutes=10)  # waiting mails are looked after so often
    walks = patrol is not None and patrol.weekly
    return (
        *((_patrol_turn(patrol),) if walks and patrol else ()),
        Turn(name="columns", label="首页和栏目", at=daemon.columns_at, allowance=8 * hours),
        Turn(name="boards", label="互动交流", at=daemon.boards_at, allowance=8 * hours),
        Turn(name="accounts", label="政务新媒体", every=every, allowance=every),
        Turn(name="prune", label="清理存档", at=daemon.prune_at, allowance=4 * hours),
        Turn(name="judge", label="判定", at=daemon.judge_at, allowance=2 * hours),
        Turn(name="mail", label="提醒邮件", at=daemon.mail_at, allowance=2 * hours),
        Turn(name="deliver", label="邮件投递", every=delivery, allowance=hours),
    )


def patrol_night(patrol: PatrolSettings, now: datetime) -> tuple[datetime, datetime]:
    """The night of the patrol that *now* lies in, or else the last one: its beginning and its end."""
    begins = _patrol_turn(patrol).last_until(now)
    ends = datetime.combine(day_of(begins), patrol.until, SHANGHAI)
    return begins, ends if ends > begins else ends + DAY


def patrol_due(patrol: PatrolSettings, now: datetime) -> datetime:
    """When a new patrol was owed last, at *now* or before: the night of its weekday."""
    begins = _patrol_turn(patrol).last_until(now)
    since = (begins.weekday() - WEEKDAYS.index(patrol.weekday)) % 7
    return datetime.combine(day_of(begins) - since * DAY, patrol.at, SHANGHAI)


def _patrol_turn(patrol: PatrolSettings) -> Turn:
    night = (patrol.until.hour - patrol.at.hour) % 24 + 2  # hours, and some for the page under way
    return Turn(name="patrol", label="全站巡查", at=patrol.at, allowance=timedelta(hours=night))
