# SPDX-License-Identifier: Apache-2.0
"""Files that are no plain workbook, at every door: the page, other systems, the command line. Each is refused with what to do, and nothing is kept of it.

`refused/` holds what programs save: LibreOffice 7.4.7 an old workbook, an OpenDocument and a PDF, and a workbook behind a password."""
import base64
import io
import json
import pathlib
import sqlite3
import subprocess
import urllib.error
import urllib.request
import zipfile

import pytest

from conftest import BINARY

HERE = pathlib.Path(__file__).parent
SAMPLE = HERE.parent / "OperationsTests" / "Resources" / "monthly_garment.xlsx"
SHEET = "xl/worksheets/sheet1.xml"


def changed(part=None, change=None, **added):
    """The sample with one part changed and parts added."""
    old = zipfile.ZipFile(SAMPLE)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
        for name, content in added.items():
            new.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def declared(kind):
    def put(content):
        head, rest = content.split(b"?>", 1) if content.startswith(b"<?xml") else (b"<?xml version='1.0'", content)
        entities = {
            "laughs": b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]>",
            "file": b"<!DOCTYPE a [<!ENTITY c SYSTEM 'file:///etc/passwd'>]>",
        }[kind]
        return head + b"?>" + entities + rest.replace(b"<sheetData>", b"<!-- &c; --><sheetData>")
    return put


def liar():
    """A part that unpacks to more than its directory says."""
    bytes_ = bytearray(changed(SHEET, lambda content: content + b" " * 3_000_000))
    size = len(zipfile.ZipFile(io.BytesIO(bytes(bytes_))).read(SHEET)).to_bytes(4, "little")
    at = bytes_.find(size)
    while at >= 0:
        bytes_[at:at + 4] = (5_000).to_bytes(4, "little")
        at = bytes_.find(size, at + 4)
    return bytes(bytes_)


def read(name):
    return (HERE / "refused" / name).read_bytes()


# Name, content, code, and what the person is told to do.
FILES = [
    ("old.xls", read("old.xls"), "workbooks.wrongKind", "old kind (.xls)"),
    ("named-anew.xlsx", read("old.xls"), "workbooks.wrongKind", "Save it as a workbook of the kind “.xlsx”"),
    ("open.ods", read("open.ods"), "workbooks.wrongKind", "OpenDocument"),
    ("paper.xlsx", read("paper.pdf"), "workbooks.wrongKind", "a PDF"),
    ("locked.xlsx", read("locked.xlsx"), "workbooks.encrypted", "Remove the password"),
    ("macros.xlsm", changed(xl__vbaProject_bin=b"\xd0\xcf\x11\xe0"), "workbooks.macros", "without macros"),
    ("macros.xlsx", changed("[Content_Types].xml", lambda c: c.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")), "workbooks.macros", "without macros"),
    ("bomb.xlsx", changed(SHEET, lambda content: content.replace(b"<sheetData>", b"<sheetData>" + b" " * 60_000_000)), "workbooks.ratio", "250 times"),
    ("liar.xlsx", liar(), "workbooks.damaged", "damaged"),
    ("within.xlsx", changed(xl__more_zip=b"PK\3\4"), "workbooks.nestedArchive", "Another file is embedded"),
    ("laughs.xlsx", changed(SHEET, declared("laughs")), "workbooks.doctype", "declares a document type"),
    ("file.xlsx", changed(SHEET, declared("file")), "workbooks.doctype", "declares a document type"),
    ("plain.xlsx", b"Month,Diesel (L)\n2026-10,5\n", "workbooks.misnamed", "so that name and content agree"),
    ("page.csv", b"<html><table><tr><td>1</td></tr></table></html>", "workbooks.wrongKind", "a web page"),
]


def kept(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as tables:
        return [tables.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("sent_file", "attachment", "site_return", "lab_result")]


@pytest.mark.parametrize("door", ["/returns/import", "/discharge/import"])
def test_on_the_page(somebody, server, door):
    factory = somebody("factory")
    before = kept(server.database)
    for name, content, code, told in FILES:
        factory.go(door)
        factory.page.set_input_files("input[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
        with factory.page.expect_response(lambda answer: answer.request.method == "POST") as waiting:
            factory.page.click("form#import button.primary")
        assert waiting.value.status in (413, 422), name
        factory.page.wait_for_load_state()
        assert told in factory.text(), f"{name}: {factory.text()[:600]}"
        assert factory.page.locator("[aria-invalid=true]").count() == 1, name
    assert kept(server.database) == before


def test_from_other_systems(server):
    made = subprocess.run([BINARY, "token", "make", "--database", server.database, "--sign-in", "factory", "--label", "files"], capture_output=True, text=True, check=True)
    before = kept(server.database)
    for path in ("/returns/import", "/discharge/import"):
        for name, content, code, told in FILES:
            body = json.dumps({"name": name, "content": base64.b64encode(content).decode()}).encode()
            request = urllib.request.Request(
                f"{server.url}/api/v1{path}", body, {"Authorization": f"Bearer {made.stdout.strip()}", "Content-Type": "application/json", "Accept-Language": "en"})
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request)
            answer = json.load(refused.value)
            assert refused.value.code in (413, 422), (path, name, answer)
            assert [problem["code"] for problem in answer["problems"]] == [code], (path, name, answer)
            assert told in answer["problems"][0]["detail"], (path, name, answer)
    assert kept(server.database) == before


def test_at_the_command_line(server, tmp_path):
    before = kept(server.database)
    with sqlite3.connect(f"file:{server.database}?mode=ro", uri=True) as tables:
        number = tables.execute("SELECT registration_number FROM organisation ORDER BY id LIMIT 1").fetchone()[0]
    for what in (["return", "--organisation", number], ["results"]):
        for name, content, code, told in FILES:
            (tmp_path / name).write_bytes(content)
            ran = subprocess.run([BINARY, "import", *what, str(tmp_path / name), "--database", server.database, "--language", "en"], capture_output=True, text=True)
            assert ran.returncode != 0 and told in ran.stdout + ran.stderr, (what, name, ran.stdout[-500:], ran.stderr[-500:])
    assert kept(server.database) == before
