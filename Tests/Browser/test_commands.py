# SPDX-License-Identifier: Apache-2.0
"""Commands of the program that work on a database by themselves."""
import json
import subprocess

import pytest
from conftest import BINARY


@pytest.mark.parametrize("what", [["entries", "--count", "2000", "--sites", "20"], ["notes", "--count", "12", "--complete"]], ids=["entries", "notes"])
def test_what_a_benchmark_writes_is_sound(tmp_path, what):
    database = tmp_path / "bench.db"
    done = subprocess.run([BINARY, "bench", *what, "--database", database], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["perSecond"] > 0
    verified = subprocess.run([BINARY, "verify", "--database", database], capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr
