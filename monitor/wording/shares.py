"""Shares in whole percent, so that all says all and none says none (占比)."""


def percent(part: int, whole: int) -> str:
    """
    *part* of *whole*, rounded half up: 33 of 57 is `58%`.

    Anything short of all is at most 99, anything more than none at least 1. Raises ZeroDivisionError for nothing at all.
    """
    rounded = (part * 200 + whole) // (whole * 2)
    if part < whole:
        rounded = min(rounded, 99)
    return f"{max(rounded, 1) if part else rounded}%"
