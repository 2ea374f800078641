"""
How long a command takes to start: `monitor --version` and `monitor status` beside a bare Python, in turn.

`python bench/start.py [ROUNDS]`. Prints medians of processor seconds, each as a multiple of bare Python's in the same
round, and the most memory; needs no network.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

MONITOR = Path(sys.executable).with_name("monitor")


def spent(words: list[str], folder: str) -> tuple[float, int]:
    """Seconds of the processor and MB."""
    process = subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main(rounds: int) -> None:
    """All in turn."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = f"{folder}/sites.toml"
        subprocess.run([MONITOR, "init", folder], check=True, stdout=subprocess.DEVNULL)
        database = f"sqlite+aiosqlite:///{folder}/monitor.db"
        asked = ["--config", configuration, "--db", database]
        subprocess.run([MONITOR, "db", "upgrade", *asked], check=True, stdout=subprocess.DEVNULL)
        commands = {
            "bare Python": [sys.executable, "-c", "pass"],
            "monitor --version": [str(MONITOR), "--version"],
            "monitor status": [str(MONITOR), "status", *asked],
        }
        found: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, words in commands.items():
                found[name].append(spent(words, folder))
    bare = [one for one, _ in found["bare Python"]]
    for name, took in found.items():
        seconds = statistics.median(one for one, _ in took)
        ratio = statistics.median(one / max(other, 1e-3) for (one, _), other in zip(took, bare, strict=True))
        print(f"{name:<18} {seconds:6.3f} s CPU {ratio:6.1f} x bare {max(mb for _, mb in took):5} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
