"""`python -m monitor`, and the `monitor` command."""

import sys
from urllib.parse import urlsplit

#: The oldest Python whose addresses are read as browsers read them (CVE-2023-24329); a distribution may have it in an older one.
OLDEST = (3, 11, 4)


def complaint(version: tuple[int, ...], *, is_mended: bool) -> str:
    """Why the program does not run on Python *version*; "" when it does. *is_mended*: the hole is closed all the same."""
    if version[:2] >= OLDEST[:2] and (version >= OLDEST or is_mended):
        return ""
    said = ".".join(map(str, version[:3]))
    return (
        f"Python {said} is too old: an address that begins with a blank slips past every check of addresses (CVE-2023-24329); "
        f"install Python {'.'.join(map(str, OLDEST))} or newer, best the newest 3.11, and make the virtual environment anew"
    )


def main() -> None:
    """The `monitor` command."""
    if words := complaint(tuple(sys.version_info[:3]), is_mended=urlsplit(" http://a/").scheme == "http"):
        sys.exit(words)
    try:
        from monitor.cli import main as run

        run()
    except KeyboardInterrupt:  # in the first moments, while all is still being read in
        sys.exit(130)


if __name__ == "__main__":
    main()
