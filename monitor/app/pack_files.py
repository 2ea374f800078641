"""The zip of an evidence pack (证据包文件): written so that nothing a reader of it sees can differ unnoticed, and taken apart with distrust."""

import hashlib
import json
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EISDIR, ENOTDIR
from pathlib import Path
from typing import Any

from monitor.app.beside import place_beside

FORMAT = 1
#: A pack that unfolds to more is not read, in bytes.
LARGEST = 4 * 1024**3
#: What every entry of a pack says of itself: no clock, no machine and no person of ours.
_DATE, _MODE, _UNIX = (1980, 1, 1, 0, 0, 0), 0o600 << 16, 3
#: Readers of a zip that somebody altered raise these.
_DAMAGED = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, ValueError)


class PackError(ValueError):
    """A pack that cannot be made or read; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCheck:
    """One thing that checking held against something else (核对项)."""

    name: str  #: files | chain | head | evidence | timestamp | replay
    holds: bool | None  #: None: the pack does not hold what would tell
    says: str  #: in Chinese, for whoever has the pack in hand


@contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """A folder to gather in what becomes *target*. Raises OSError that names *target*, not the folder, where it cannot be written."""
    with place_beside(target) as place:
        if target.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        if target.exists() and not target.is_file():
            raise OSError(ENOTDIR, "is a device or a pipe, and no file")
        made = tempfile.TemporaryDirectory(dir=place)
    with made as name:
        yield Path(name)


def zip_folder(folder: Path, target: Path, about: dict[str, Any]) -> int:
    """Write *folder* with its manifest as *target*; gives how many files that are."""
    names = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    names = [
        one for one in names if not one.startswith("none/") and not one.endswith(("-wal", "-shm", ".lock"))
    ]
    sums = {name: sum_of(folder / name) for name in names}
    written = json.dumps(
        {**about, "zip": FORMAT, "files": sums}, ensure_ascii=False, sort_keys=True, indent=1
    )
    (folder / "manifest.json").write_text(written, encoding="utf-8")
    part = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
        for name in ("manifest.json", *names):
            entry = _entry(name)
            entry.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as source, file.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink)
    part.replace(target)
    return len(names)


@contextmanager
def unfolded(pack: Path) -> Iterator[tuple[Path, list[str]]]:
    """
    A folder with what is in *pack*, and what is wrong with the zip itself, in Chinese.

    Raises PackError for a file that is no zip, or one that would fill the disk or write outside.
    """
    try:
        file = zipfile.ZipFile(pack)
    except FileNotFoundError:
        raise PackError(f"{pack}：没有这个文件；请给出 monitor evidence pack 生成的文件") from None
    except _DAMAGED as error:
        why = getattr(error, "strerror", None) or error
        raise PackError(
            f"{pack}：不是证据包，或已损坏（{why}）；请给出 monitor evidence pack 生成的文件"
        ) from error
    with file, tempfile.TemporaryDirectory() as made:
        folder, total, wrong = Path(made), 0, list[str]()
        for one in file.infolist():
            total += one.file_size
            target = (folder / one.filename).resolve()
            if total > LARGEST or not target.is_relative_to(folder.resolve()) or "\0" in one.orig_filename:
                raise PackError(f"{pack}：其中的{one.filename!r}过大或指向别处，未予读取")
            if one.is_dir():
                wrong.append(f"{one.filename}（多出）")
                continue
            if target.exists():
                wrong.append(f"{one.filename}（重复）")
                continue
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with file.open(one) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
            except _DAMAGED:
                target.unlink(missing_ok=True)
                wrong.append(f"{one.filename}（已损坏，无法读取）")
        if not wrong and _says_zip(folder) and not _as_written(file, pack):
            wrong.append("压缩包的目录信息（已改动）")
        yield folder, wrong


def manifest_of(folder: Path, pack: Path) -> tuple[dict[str, Any], list[str]]:
    """What the manifest says, and the names of files that are not as it says. Raises PackError where there is no manifest."""
    try:
        about = json.loads((folder / "manifest.json").read_text("utf-8"))
        sums = dict(about["files"])
        known = about["pack"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise PackError(
            f"{pack}：其中的manifest.json缺失或不可读，不是证据包，或已损坏；请给出 monitor evidence pack 生成的文件"
        ) from error
    if not known:
        raise PackError(f"{pack}：证据包的格式为{about['pack']!r}，本程序只读{FORMAT}：请用更新的程序核对")
    there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()} - {
        "manifest.json"
    }
    wrong = [f"{name}（缺失）" for name in sorted(sums.keys() - there)]
    wrong += [f"{name}（多出）" for name in sorted(there - sums.keys())]
    wrong += [
        f"{name}（已改动）" for name in sorted(sums.keys() & there) if sum_of(folder / name) != sums[name]
    ]
    return about, wrong


def files_check(wrong: Iterable[str]) -> PackCheck:
    """What checking the files came to."""
    named = [*dict.fromkeys(wrong)]
    more = f"等{len(named)}处" if len(named) > 10 else ""
    return PackCheck(
        name="files",
        holds=not named,
        says=f"文件与清单不符：{'、'.join(named[:10])}{more}" if named else "各文件与清单一致",
    )


def strangers(folder: Path, known: Iterable[str]) -> list[str]:
    """The files of *folder* that no pack has, whatever its manifest says: *known* are those that belong there."""
    there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    belong = {"manifest.json", *known}
    return [
        f"{name}（不属于证据包）"
        for name in sorted(there - belong)
        if not name.startswith("store.db-") and not name.startswith("none/") and not name.endswith(".lock")
    ]


def sum_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _MODE
    return entry


def _says_zip(folder: Path) -> bool:
    """Whether the pack says that its zip was written by `zip_folder`: older ones were not."""
    try:
        return bool(json.loads((folder / "manifest.json").read_text("utf-8")).get("zip") == FORMAT)
    except (OSError, ValueError, AttributeError, RecursionError):
        return True


def _as_written(file: zipfile.ZipFile, pack: Path) -> bool:
    """Whether everything of the zip but the contents is, byte for byte, what `zip_folder` writes around them."""
    raw, at, directory = pack.read_bytes(), 0, b""
    for one in file.infolist():
        entry = _entry(one.filename)
        entry.CRC, entry.compress_size, entry.file_size = one.CRC, one.compress_size, one.file_size
        entry.header_offset = at
        local = entry.FileHeader(zip64=False)
        if raw[at : at + len(local)] != local:
            return False
        at += len(local) + one.compress_size
        name = local[30:]
        flags = int.from_bytes(local[6:8], "little")
        directory += struct.pack(
            "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, _UNIX, 20, 0, flags, zipfile.ZIP_DEFLATED, 0, 0x21, one.CRC, one.compress_size,
            one.file_size, len(name), 0, 0, 0, 0, _MODE, entry.header_offset,
        ) + name  # fmt: skip
    many = len(file.infolist())
    ending = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, many, many, len(directory), at, 0)
    return raw[at:] == directory + ending
