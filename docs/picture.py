"""Takes the picture in the README: what `monitor demo --once` prints (`make picture`; needs chromium and a CJK font)."""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from monitor.cli import console
from monitor.cli.demo import play
from monitor.domain.timing import system_clock

PAGE = (
    '<!DOCTYPE html><meta charset="utf-8"><body style="background:#0c0c0c;color:#d9d9d9;margin:16px">'
    "<pre style=\"font:15px/1.35 'Noto Sans Mono CJK SC',monospace\">{code}</pre></body>"
)
#: Lines shown: the unqualified site, its verdicts, its first columns.
LINES = 30


def main(target: Path) -> None:
    """Run the demo once and write its picture to *target*."""
    recorder = Console(record=True, width=150, file=sys.stderr, highlight=False, force_terminal=True)
    console.out = lambda: recorder
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder), once=True, port=0, clock=system_clock))
        lines = recorder.export_text(clear=False, styles=True).splitlines()
        first = next(n for n, line in enumerate(lines) if "闽江县教育局" in line)
        short = Console(record=True, width=150, file=sys.stderr, highlight=False, force_terminal=True)
        for line in lines[first : first + LINES]:
            short.print(Text.from_ansi(line), no_wrap=True, crop=True)
        page = Path(folder) / "page.html"
        page.write_text(short.export_html(theme=MONOKAI, inline_styles=True, code_format=PAGE), "utf-8")
        browser = shutil.which("chromium")
        assert browser is not None, "chromium is needed to take the picture"
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             f"--user-data-dir={folder}/profile", f"--screenshot={target.resolve()}", "--window-size=1240,680", str(page)],
            check=True, capture_output=True,
        )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
