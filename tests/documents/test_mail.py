"""E-mail: headers, alternatives, charsets, attachments, mbox files."""

from __future__ import annotations

import base64
import quopri
import struct
from email.message import EmailMessage
from pathlib import Path

import pytest

from vnsearch.documents.formats.mail import mail
from vnsearch.documents.limits import MAIL_LINES, MAIL_PARTS, MAIL_TRIALS
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import HOI_NGHI, documents, encoding_of, only_problem, problems, readings
from .test_archive import archive
from .test_encoding import LONG, by_table


def message(text: str = HOI_NGHI, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Lê An <an@coquan.vn>"
    made["To"] = "binh@coquan.vn"
    made["Subject"] = "Giấy mời dự hội nghị toàn quốc"
    made["Date"] = "Mon, 16 Dec 2024 23:30:00 +0700"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def test_a_message(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    more = {"Cc": "Vũ Hà <ha@coquan.vn>", "Keywords": "hội nghị; giấy mời"}
    path.write_bytes(message(**more).as_bytes())
    assert documents(path) == [
        Document(
            path=str(path),
            title="Giấy mời dự hội nghị toàn quốc",
            body=HOI_NGHI,
            date="2024-12-16",
            author="Lê An <an@coquan.vn>",
            kind="mail",
            to="binh@coquan.vn, Vũ Hà <ha@coquan.vn>",
            tags=("hội nghị", "giấy mời"),
        )
    ]


def test_a_message_is_known_by_its_headers(tmp_path: Path) -> None:
    path = tmp_path / "1734.M1P2.may:2,S"
    path.write_bytes(message().as_bytes())
    assert documents(path)[0].kind == "mail"


def test_of_alternatives_the_plain_one_is_read(tmp_path: Path) -> None:
    made = message()
    made.add_alternative(f"<p>{HOI_NGHI}</p>", subtype="html")
    path = tmp_path / "a.eml"
    path.write_bytes(made.as_bytes())
    assert documents(path)[0].body == HOI_NGHI
    made = message(" ")  # an empty one says nothing
    made.add_alternative(f"<p>{HOI_NGHI}</p>", subtype="html")
    path.write_bytes(made.as_bytes())
    assert documents(path)[0].body == HOI_NGHI


def test_of_alternatives_no_file_is_lost(tmp_path: Path) -> None:
    """Some programs put what is attached beside the page, and the calendar last."""
    made = message(" ")
    made.add_alternative("<p>Họp dời sang thứ sáu</p>", subtype="html")
    made.add_alternative("BEGIN:VCALENDAR", subtype="calendar")
    path = tmp_path / "a.eml"
    path.write_bytes(made.as_bytes())
    assert [one.body for one in documents(path)] == ["Họp dời sang thứ sáu"]
    page = EmailMessage()
    page.add_related("<p>Gửi anh</p>", subtype="html")
    page.add_attachment("Phụ lục kinh phí", filename="phụ lục.txt", disposition="inline")
    page.add_attachment("STT;Tên\n1;Giếng", subtype="csv", filename="sổ.csv")
    made = message("Gửi anh")
    made.make_alternative()
    made.attach(page)
    path.write_bytes(made.as_bytes())
    assert [one.body for one in documents(path)] == ["Gửi anh\n\nPhụ lục kinh phí", "1\nGiếng"]


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(LONG, filename="báo cáo.txt")
    made.add_attachment(b"\x89PNG\0", "image", "png", filename="ảnh.png")
    made.add_attachment("<p>Một".encode(), "text", "html", filename="trang.html")
    made.add_attachment(LONG, filename="báo cáo.txt")
    made.add_attachment(b"x", "application", "pgp-signature", filename="signature.asc")
    path = tmp_path / "a.eml"
    path.write_bytes(made.as_bytes())
    found = readings(path)
    texts = [(one.part, one.kind) for one in found if isinstance(one, Document)]
    assert texts == [
        ("", "mail"),
        ("báo cáo.txt", "text"),
        ("trang.html", "html"),
        ("báo cáo.txt 5", "text"),
    ]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert (
        sentence(problem) == f"{path}#ảnh.png is a picture and was passed over; --ocr reads it"
    )


@pytest.mark.parametrize("kind", ["plain", "html", "html with entities"])
def test_the_subject_is_read_as_the_text_is(tmp_path: Path, kind: str) -> None:
    """A subject is too short to tell its encoding; entities are letters of the page's font."""
    text, subject = LONG.lower().strip(), by_table("Giấy mời họp", "tcvn3")
    content = by_table(text, "tcvn3")
    if kind == "html with entities":
        content = content.replace(b"\xae", b"&reg;").replace(b"\xad", b"&shy;")
    (tmp_path / "a.eml").write_bytes(
        b"From: a@b.vn\nSubject: =?iso-8859-1?B?%b?=\nContent-Type: text/%b; charset=iso-8859-1"
        b"\nContent-Transfer-Encoding: 8bit\n\n%b"
        % (base64.b64encode(subject), kind.split()[0].encode(), content)
    )
    (found,) = documents(tmp_path / "a.eml")
    assert (found.title, found.body.split()) == ("Giấy mời họp", text.split())


def test_a_forwarded_message_in_base64_is_read_as_a_file(tmp_path: Path) -> None:
    made = message("Xin chuyển tiếp.")
    made.add_attachment(
        message("Trong.").as_bytes(), "application", "octet-stream", filename="thư"
    )
    content = made.as_bytes().replace(b"application/octet-stream", b"message/rfc822")
    (tmp_path / "a.eml").write_bytes(content)
    outer, inner = documents(tmp_path / "a.eml")
    assert (outer.body.strip(), inner.body.strip()) == ("Xin chuyển tiếp.", "Trong.")
    assert (inner.part, inner.kind) == ("thư", "mail")


def test_a_forwarded_message_is_part_of_the_text(tmp_path: Path) -> None:
    made = message("Xin chuyển tiếp.")
    made.add_attachment(message())
    path = tmp_path / "a.eml"
    path.write_bytes(made.as_bytes())
    heading = "Giấy mời dự hội nghị toàn quốc\nLê An <an@coquan.vn>"
    assert documents(path)[0].body == f"Xin chuyển tiếp.\n\n{heading}\n\n{HOI_NGHI}"


def test_what_a_message_does_not_display_is_none_of_its_text(tmp_path: Path) -> None:
    made = message()
    made.set_content(
        '<div style="font-size:1px; display: none">mồi đọc trước</div><p>Lịch trực tuần</p>',
        subtype="html",
    )
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    assert documents(tmp_path / "a.eml")[0].body == "Lịch trực tuần"


@pytest.mark.parametrize(
    "program", ["<Saved by Blink>", "Saved by Windows Internet Explorer 8"]
)
def test_a_page_that_a_browser_saved_is_from_nobody(tmp_path: Path, program: str) -> None:
    page = b"<title>Gi\xc3\xa1 l\xc3\xbaa</title><p>L\xc3\xbaa l\xc3\xaan gi\xc3\xa1"
    (tmp_path / "a.mht").write_bytes(
        f"From: {program}\nMIME-Version: 1.0\n"
        "Content-Type: multipart/related; boundary=x\n\n--x\n"
        "Content-Type: text/html; charset=utf-8\n\n".encode()
        + page
        + b"\n--x--\n"
    )
    (found,) = documents(tmp_path / "a.mht")
    assert (found.author, found.kind, found.title) == ("", "html", "Giá lúa")
    assert found.body == "Lúa lên giá"


def raw(body: bytes, coding: str = "8bit", charset: str = "", subject: bytes = b"Tin") -> bytes:
    kind = b"text/plain" + (f'; charset="{charset}"'.encode() if charset else b"")
    return (
        b"From: a@b.vn\nSubject: " + subject + b"\nMIME-Version: 1.0\nContent-Type: " + kind
        + f"\nContent-Transfer-Encoding: {coding}\n\n".encode() + body
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (raw(LONG.encode(), charset="utf-8"), "utf-8"),
        (raw(LONG.encode(), charset="khong-co-bang-ma-nay"), "utf-8"),
        (raw(LONG.encode(), charset="us-ascii"), "utf-8"),
        (raw(LONG.encode()), "utf-8"),
        (raw(by_table(LONG, "viscii"), charset="x-unknown"), "viscii"),
        (raw(by_table(LONG, "tcvn"), charset="iso-8859-1"), "tcvn"),
        (raw(base64.encodebytes(LONG.encode()), "base64", "utf-8"), "utf-8"),
        (raw(quopri.encodestring(LONG.encode()), "quoted-printable", "utf-8"), "utf-8"),
        (raw(LONG.encode(), "khong-co"), "utf-8"),
    ],
)
def test_the_text_is_read_whatever_the_charset_is_called(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(content)
    assert documents(path)[0].body == LONG.strip()
    assert encoding_of(path) == encoding


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"=?utf-8?B?SOG7mWkgbmdo4buL?=", "Hội nghị"),
        (b"=?utf-8?Q?H=E1=BB=99i?=\n =?utf-8?Q?_ngh=E1=BB=8B?=", "Hội nghị"),
        (b"=?khong-co?Q?H=E1=BB=99i?=", "Hội"),
        ("Hội nghị".encode(), "Hội nghị"),
        (b"=?utf-8?B?SO!!!?= x", "H x"),
        (b"", "Nội dung."),
    ],
)
def test_subjects(tmp_path: Path, subject: bytes, title: str) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(raw("Nội dung.".encode(), subject=subject))
    assert documents(path)[0].title == title


@pytest.mark.parametrize(
    "date", ["", "hôm qua", "Mon, 99 Foo 2024 10:00", "1 Jan 99999 00:00 +0000"]
)
def test_bad_dates_are_none(tmp_path: Path, date: str) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"Date: " + date.encode() + b"\n" + raw(b"a"))
    assert documents(path)[0].date == ""


def test_a_message_of_a_subject_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(raw(b"", subject=b"Goi lai"))
    assert (documents(path)[0].title, documents(path)[0].body) == ("Goi lai", "Goi lai")
    path.write_bytes(raw(b"", subject=b""))
    assert [sentence(one) for one in problems(path)] == [
        f"{path} has no text and was passed over"
    ]


def test_parts_nested_too_deeply_are_named(tmp_path: Path) -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
    )
    path = tmp_path / "a.eml"
    path.write_bytes(b"From: a@b.vn\n" + nested)
    found = problems(path)
    assert len(found) == 1
    assert sentence(found[0]).startswith(f"{path} ")


def in_parts(deep: int, lines: int) -> bytes:
    """A message in as many parts, one within the other."""
    heads = (
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(deep)
    )
    return b"From: a@b.vn\n" + b"".join(heads) + b"\n" + b"Tin.\n" * lines


def test_lines_in_many_parts_take_no_more_time_than_very_many(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(in_parts(10, 20_000))
    (found,) = documents(path)
    assert found.body.count("Tin.") == 20_000
    path.write_bytes(in_parts(200, MAIL_TRIALS // 200))
    problem = only_problem(path)
    assert (problem.what, problem.detail) == (
        "no message",
        "its parts lie too deep in each other",
    )


def test_messages_of_an_mbox_file(tmp_path: Path) -> None:
    first = message("Một.\n\nFrom đầu dòng.", Message_ID="<1@may>").as_bytes()
    first = first.replace(b"\nFrom \xc4\x91", b"\n>From \xc4\x91")
    second = message("Hai.").as_bytes()
    third = message("Ba.", Message_ID="<1@may>")
    third.add_attachment("Bốn.", filename="a.txt")
    separator = b"From an@coquan.vn Mon Dec 16 08:00:00 2024\n"
    content = b"\n".join(separator + one for one in (first, second, third.as_bytes()))
    for name in ("a.mbox", "Inbox"):
        path = tmp_path / name
        path.write_bytes(content)
        found = documents(path)
        assert [one.part for one in found] == ["1@may", "2", "1@may 3", "1@may 3#a.txt"]
        bodies = [one.body.strip() for one in found]
        assert bodies[1:] == ["Hai.", "Ba.", "Bốn."]
        assert "From đầu dòng." in bodies[0]
        assert ">From" not in bodies[0]


def test_a_message_beyond_the_limit_is_named_and_the_rest_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "DOCUMENT_LIMIT", 2000)
    path = tmp_path / "a.mbox"
    parts = [message("Một."), message("dài " * 2000), message("Ba.")]
    path.write_bytes(b"\n".join(b"From a 2024\n" + one.as_bytes() for one in parts))
    found = readings(path)
    assert [one.part for one in found if isinstance(one, Document)] == ["1", "3"]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert f"{path}#2 is larger than" in sentence(problem)


def test_a_message_in_a_zip_archive(tmp_path: Path) -> None:
    made = message()
    made.add_attachment("Bốn.", filename="a.txt")
    path = archive(tmp_path / "a.zip", {"thư.eml": made.as_bytes()})
    assert [one.part for one in documents(path)] == ["thư.eml", "thư.eml#a.txt"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"X-A: b\n" * (MAIL_LINES + 1) + b"\nHo\n", "too large"),
        (b"\n" + b"a\n" * (MAIL_LINES + 1), "too large"),
        (
            b"Content-Type: multipart/mixed; boundary=x\n\n"
            + b"--x\n\na\n" * (MAIL_PARTS + 1)
            + b"--x--\n",
            "too many members",
        ),
    ],
)
def test_a_message_of_very_many_lines_or_parts_is_named(
    tmp_path: Path, content: bytes, what: str
) -> None:
    (tmp_path / "a.eml").write_bytes(b"From: a@b.vn\nMessage-ID: <1>\n" + content)
    assert only_problem(tmp_path / "a.eml").what == what


def test_only_declared_boundaries_begin_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "MAIL_PARTS", 3)
    dump = "-- Bảng lương tháng 5\n--\n" * 50 + HOI_NGHI
    made = message(dump)
    made.add_attachment("Hai.", filename="a.txt")  # the message, its text, an attachment
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    assert [one.part for one in documents(tmp_path / "a.eml")] == ["", "a.txt"]
    forwarded = message("Trong.")
    forwarded.add_attachment(made)
    (tmp_path / "b.eml").write_bytes(forwarded.as_bytes())
    assert only_problem(tmp_path / "b.eml").what == "too many members"


def attribute(kind: int, content: bytes, level: int = 2) -> bytes:
    return struct.pack("<BHHI", level, kind, 0, len(content)) + content + b"\0\0"


def long_name(name: str) -> bytes:
    """Properties of a file, among them its name, behind one that is told by a name."""
    wide = f"{name}\0".encode("utf-16-le")
    own = "Loại\0".encode("utf-16-le")
    named = struct.pack("<I16xII", 0x80000003, 1, len(own)) + own.ljust(12, b"\0") + bytes(4)
    value = struct.pack("<III", 0x3707001F, 1, len(wide)) + wide
    return struct.pack("<IIi", 3, 0x37050003, 1) + named + value


def winmail() -> bytes:
    """Two files as Exchange packs them together."""
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + attribute(0x9006, bytes(4), level=1)
        + attribute(0x9002, bytes(14))
        + attribute(0x8010, b"to trinh.txt\0")
        + attribute(0x800F, "Tờ trình mua máy bơm".encode())
        + attribute(0x9002, bytes(14))
        + attribute(0x8010, b"B?o c?o.txt\0")
        + attribute(0x800F, "Báo cáo vụ chiêm".encode())
        + attribute(0x9005, long_name("Báo cáo.txt"))
    )


def test_files_that_exchange_packs_together(tmp_path: Path) -> None:
    packed = winmail()
    made = message("Gửi anh")
    made.add_attachment(packed, "application", "ms-tnef", filename="winmail.dat")
    path = tmp_path / "a.eml"
    path.write_bytes(made.as_bytes())
    found = [(one.part, one.body) for one in documents(path)]
    assert found[1:] == [
        ("winmail.dat#to trinh.txt", "Tờ trình mua máy bơm"),
        ("winmail.dat#Báo cáo.txt", "Báo cáo vụ chiêm"),
    ]
    bare = tmp_path / "winmail.dat"
    bare.write_bytes(packed[:6])
    assert [one.what for one in problems(bare)] == ["no text"]
