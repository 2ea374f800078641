"""Attachments are read within limits, and a broken one breaks nothing."""

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from probes.pages.patrol.attachment import read_attachment


def docx(text: str) -> bytes:
    made = Document()
    made.add_paragraph(text)
    made.add_table(1, 1).cell(0, 0).text = "表内文字"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def xlsx(text: str) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = text
    book.active["A2"].value = "见网址"
    book.active["A2"].hyperlink = "http://www.strange.com/x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out = b"%PDF-1.4\n"
    offsets = []
    for n, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % one for one in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (table, len(out))  # fmt: skip


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (docx("number 350104"), "a.docx"),
        (xlsx("number 350104"), "a.xlsx"),
        (pdf("number 350104"), "a.pdf"),
        (zipped(**{"b.docx": docx("number 350104")}), "a.zip"),
        ("number 350104".encode("gb18030"), "a.txt"),
    ],
    ids=["docx", "xlsx", "pdf", "zip", "txt"],
)
def test_the_text_of_each_form_is_read(body: bytes, name: str) -> None:
    found = read_attachment(body, name)
    assert (found.state, "number 350104" in found.text) == ("read", True)


def test_links_inside_are_read_too() -> None:
    assert read_attachment(xlsx("x"), "a.xlsx").links == ("http://www.strange.com/x",)


@pytest.mark.parametrize(
    "body", [b"%PDF-1.4 broken", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0 old word", b"", docx("x")[:300]]
)
def test_what_cannot_be_read_is_unread(body: bytes) -> None:
    assert read_attachment(body, "a.doc").state == "unread"


def test_an_archive_in_an_archive_in_an_archive_is_left() -> None:
    deep = zipped(**{"a.txt": b"deepest"})
    for _ in range(4):
        deep = zipped(**{"in.zip": deep})
    assert "deepest" not in read_attachment(deep, "a.zip").text
