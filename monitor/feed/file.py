"""The feed as a file, written subject by subject: it never stands in memory whole, and reads like `document.dumps` of it."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, BinaryIO, Self

from monitor.domain.site import Subject, Watch
from monitor.domain.verdict import Verdict
from monitor.feed import document as feed
from monitor.feed.fragments import Fragment, indented

#: Stands for the subjects while what is around them is written.
_SUBJECTS = '\n "subjects": [\n  "@"\n ]'
#: Up to so many bytes wait in memory, more in a file that the system removes.
IN_MEMORY = 2**20


class FeedFile:
    """
    Takes in the subjects in the order of the configuration, then writes the document.

    What stands before them can be said only when the last one is known: until then they wait.
    """

    def __init__(self, as_of: datetime) -> None:
        self._as_of = as_of
        self._waiting = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (closed by __exit__)
        self._notes: list[feed.SubjectNote] = []
        self._newest: dict[str, datetime] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.close()

    def add(
        self,
        subjects: Sequence[Subject],
        of_subject: Mapping[str, Sequence[Verdict]],
        newest: Mapping[str, datetime],
    ) -> None:
        """The next subjects with their verdicts; *newest*: when each was last seen."""
        for one in subjects:
            verdicts = of_subject.get(one.id, ())
            entry = feed.subject_entry(one, verdicts, newest.get(one.id), self._as_of)
            self._add(entry, feed.note_of(one, verdicts), newest.get(one.id))

    def join(self, one: Fragment, seen: datetime | None) -> None:
        """The next subject, of which the same is said as before; *seen*: when it was last, None: never."""
        self._add(json.loads(one.entry(seen, self._as_of)), one.note, seen)

    def _add(self, entry: Mapping[str, Any], note: feed.SubjectNote, seen: datetime | None) -> None:
        text = indented(entry).replace(b"\n", b"\n  ")
        self._waiting.write((b"," if self._notes else b"") + b"\n  " + text)
        self._notes.append(note)
        if seen is not None:
            self._newest[note.id] = seen

    def write(
        self,
        out: BinaryIO,
        watch: Watch,
        *,
        known_by: datetime,
        generated_at: datetime | None,
        scoring: Mapping[str, Any] | None = None,
    ) -> None:
        """The whole document to *out*; *generated_at* None: without the time of writing."""
        head = feed.head(
            watch, self._notes, as_of=self._as_of, known_by=known_by, generated_at=generated_at or known_by, newest=self._newest
        )  # fmt: skip
        if generated_at is None:
            del head["generated_at"]
        subjects = ["@"] if self._notes else []
        around = feed.dumps({**head, "subjects": subjects, **feed.tail(scoring)})
        if not self._notes:
            out.write(around.encode())
            return
        before, after = around.split(_SUBJECTS)  # no text within JSON holds a bare line break
        out.write(f'{before}\n "subjects": ['.encode())
        self._waiting.seek(0)
        shutil.copyfileobj(self._waiting, out)
        out.write(f"\n ]{after}".encode())
