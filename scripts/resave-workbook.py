#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Saves a workbook again the way LibreOffice Calc does: texts in one shared table, formulas with their cached values, the sheet's size said first.

No LibreOffice was at hand when the test's copy was made, so this stands in for it: the same cells, written as that program writes them. Only the two
kinds of formulas of the sample are computed: CELL*NUMBER and SUM(RANGE).

    scripts/resave-workbook.py IN.xlsx OUT.xlsx
"""
import re
import sys
import zipfile

source, target = sys.argv[1:3]
archive = zipfile.ZipFile(source)
parts = {name: archive.read(name) for name in archive.namelist()}
strings = []
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def shared(text):
    if text not in strings:
        strings.append(text)
    return strings.index(text)


def value(formula, numbers):
    product = re.fullmatch(r"([A-Z]+\d+)\*([\d.]+)", formula)
    if product:
        return repr(numbers.get(product[1], 0.0) * float(product[2]))
    column, first, last = re.fullmatch(r"SUM\(([A-Z]+)(\d+):[A-Z]+(\d+)\)", formula).groups()
    return repr(sum(numbers.get(f"{column}{row}", 0.0) for row in range(int(first), int(last) + 1)))


for name in [name for name in parts if name.startswith("xl/worksheets/")]:
    sheet = parts[name].decode()
    numbers = {a: float(v) for a, v in re.findall(r'<c r="([A-Z]+\d+)"[^>]*t="n"[^>]*><v>([^<]+)</v>', sheet)}

    def cell(found):
        head, body = found[1], found[2]
        address = re.search(r'r="([A-Z]+\d+)"', head)[1]
        style = re.search(r' s="\d+"', head)
        style = style[0] if style else ""
        formula = re.search(r"<f>(.*?)</f>", body)
        if formula:
            return f'<c r="{address}"{style}><f aca="false">{formula[1]}</f><v>{value(formula[1], numbers)}</v></c>'
        text = re.search(r"<is><t[^>]*>(.*?)</t></is>", body, re.S)
        if text:
            return f'<c r="{address}"{style} t="s"><v>{shared(text[1])}</v></c>'
        return f'<c r="{address}"{style} t="n">{body}</c>'

    sheet = re.sub(r"<c ([^>]*[^/])>(.*?)</c>", cell, sheet, flags=re.S)
    parts[name] = sheet.encode()

items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in strings)
parts["xl/sharedStrings.xml"] = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="{len(strings)}" uniqueCount="{len(strings)}">{items}</sst>'
).encode()
relations = parts["xl/_rels/workbook.xml.rels"].decode()
parts["xl/_rels/workbook.xml.rels"] = relations.replace(
    "</Relationships>", f'<Relationship Id="rIdShared" Type="{TYPE}" Target="sharedStrings.xml"/></Relationships>').encode()
types = parts["[Content_Types].xml"].decode()
kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
parts["[Content_Types].xml"] = types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>').encode()
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
    for name, content in parts.items():
        out.writestr(zipfile.ZipInfo(name, (2026, 12, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
