# SPDX-License-Identifier: Apache-2.0
"""The examples of the tutorial, run in their order as a reader would, with what they answer held against what is shown."""
import json
import os
import re
import subprocess

from conftest import BINARY, ROOT

TUTORIAL = ROOT / "docs" / "integrators" / "tutorial.md"
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples():
    """Commands with the answer shown under each, where one is shown."""
    found = []
    for kind, text in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if kind == "sh":
            found.append((text, None))
        else:
            found[-1] = (found[-1][0], json.loads(text))
    return found


def shape_faults(shown, given, place=""):
    """Everything shown must be there with the same type; lists are held by their first item; more than is shown may come."""
    if shown is None or given is None:
        return []
    if type(shown) is not type(given):
        return [f"{place}: shown as {type(shown).__name__}, answered as {type(given).__name__}: {given!r}"[:200]]
    if isinstance(shown, dict):
        faults = []
        for name, value in shown.items():
            faults += [f"{place}/{name}: not answered"] if name not in given else shape_faults(value, given[name], f"{place}/{name}")
        return faults
    if isinstance(shown, list) and shown:
        return shape_faults(shown[0], given[0], place + "/0") if given else [f"{place}: an empty list was answered"]
    # Words of fixed lists are shown as they come.
    if place.rsplit("/", 1)[-1] in ("state", "code", "status", "means", "step") and shown != given:
        return [f"{place}: shown {shown!r}, answered {given!r}"]
    return []


def test_the_examples_work_in_their_order(api, tmp_path):
    """Each command of the tutorial succeeds, and answers in the shape that the tutorial shows."""
    environment = dict(
        os.environ, BASE=api.url + "/api/v1", DATABASE=str(api.database), PATH=f"{BINARY.parent}:{os.environ['PATH']}")
    script = "set -euo pipefail\n"
    commands = examples()
    assert len(commands) >= 10
    for number, (command, _) in enumerate(commands):
        # One shell runs them all, so that what one example keeps is there for the next.
        script += f"{{\n{command}\n}} > '{tmp_path}/{number}.out'\n"
    run = subprocess.run(["bash", "-c", script], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    answers = [(tmp_path / f"{n}.out").read_text() if (tmp_path / f"{n}.out").exists() else "(not reached)" for n in range(len(commands))]
    reached = [answer for answer in answers if answer != "(not reached)"]
    assert run.returncode == 0, run.stderr + "\n\n".join(reached[-3:])
    for (command, shown), answer in zip(commands, answers):
        if shown is None:
            continue
        faults = shape_faults(shown, json.loads(answer))
        assert not faults, command + "\n".join(faults) + "\n" + answer[:2000]
