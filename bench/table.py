"""
The whole table of figures in one run, each bench in a process of its own, one after the other.

    python bench/table.py [--scrapy-python /path/to/venv/with/scrapy/bin/python] [--sites 500] [--only NAME …]

Peers run beside us where they are installed: Scrapy in the environment named, aiohttp and htmldate in our own. One that
fails is named at the end, and the others run all the same. `--sites`: of the store that `province.py` builds.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def benches(scrapy: str | None, sites: int) -> dict[str, list[str]]:
    """Name and words of each."""
    peer = ["--scrapy-python", scrapy] if scrapy else []
    return {
        "start": ["start.py"],
        "sweep (W1)": ["sweep.py", *peer],
        "crawl (W2)": ["crawl.py", *peer],
        "judge (W3)": ["judge.py"],
        "quarter": ["quarter.py"],
        "province": ["province.py", "--sites", str(sites)],
        "dashboard": ["dashboard.py"],
        "accounts": ["accounts.py"],
        "workers": ["workers.py"],
    }


def main() -> int:
    """All, or those asked for; the number of those that failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scrapy-python", metavar="PYTHON")
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--only", nargs="*", default=[])
    said = parser.parse_args()
    failed = []
    for name, words in benches(said.scrapy_python, said.sites).items():
        if said.only and name.split()[0] not in said.only:
            continue
        print(f"== {name}: python bench/{' '.join(words)}", flush=True)
        begun = time.perf_counter()
        status = subprocess.run([sys.executable, HERE / words[0], *words[1:]], check=False).returncode
        print(f"   ({time.perf_counter() - begun:.0f} s)\n", flush=True)
        failed += [f"{name} (exit {status})"] if status else []
    if failed:
        print(f"failed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
