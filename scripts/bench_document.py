"""Figures written into a document below a heading of their own; what stands below other headings stays."""
import os


def put_section(path, heading, text):
    """Replaces what stands between a heading and the next; a new one goes before the prose on what bounds the figures."""
    document = ""
    if os.path.exists(path):
        with open(path) as f:
            document = f.read()
    section = f"{heading}\n\n{text.strip()}\n"
    begin = 0 if document.startswith(heading + "\n") else document.find(f"\n{heading}\n") + 1 or -1
    if begin < 0:
        begin = document.find("\n## What bounds") + 1 or len(document)
        end = begin
    else:
        end = document.find("\n## ", begin) + 1 or len(document)
    rest = document[end:]
    with open(path, "w") as f:
        f.write(document[:begin] + section + ("\n" + rest if rest else ""))
