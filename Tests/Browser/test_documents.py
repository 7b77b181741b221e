# SPDX-License-Identifier: Apache-2.0
"""Commands that the documents show are commands that the program takes, with the options they are shown with."""
import re
import subprocess

import pytest
from conftest import BINARY, ROOT

DOCUMENTS = ["README.md", "docs/operations.md"]


def commands():
    for document in DOCUMENTS:
        for block in re.findall(r"```\n(.*?)```", (ROOT / document).read_text(), re.S):
            for line in block.splitlines():
                if line.startswith("baitong "):
                    yield document, re.split(r"\s{3,}|\s<", line)[0]


@pytest.mark.parametrize("document, command", list(commands()))
def test_a_command_that_a_document_shows_exists(document, command):
    words = command.split()[1:]
    path = []
    for word in words:
        if word.startswith("-") or not re.fullmatch(r"[a-z-]+", word):
            break
        path.append(word)
    shown = None
    # The last small word may be an argument, such as the kind of a register.
    while path:
        shown = subprocess.run([BINARY, *path, "--help"], capture_output=True, text=True)
        if shown.returncode == 0 and f"USAGE: baitong {' '.join(path)}" in shown.stdout:
            break
        path.pop()
    assert path, f"{document} shows “{command}”, which is no command"
    for option in re.findall(r"--[a-z-]+", command):
        assert option in shown.stdout, f"{document} shows {option} with “baitong {' '.join(path)}”, which does not take it"


def test_register_command_of_the_readme_says_the_time(tmp_path):
    """An export without a month is refused, so the document names one."""
    [line] = [command for _, command in commands() if command.startswith("baitong export register")]
    assert "--month" in line or "--from" in line
