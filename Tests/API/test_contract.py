# SPDX-License-Identifier: Apache-2.0
"""Holds the running API against its own document: thousands of requests that fit it, and that do not, made by schemathesis."""
import pathlib
import re
import subprocess
import sys

import pytest

# What a request, whatever it holds, must never lead to: a failure of the server, a status, a media type or a body that the document does not tell.
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@pytest.mark.parametrize("who", ["factory", "officer.misti"])
def test_every_answer_is_as_the_document_tells(api, tmp_path, who):
    """No request made from the document is answered by what the document does not tell, on any route. Deterministic, and bounded in time.

    One worker: Python before 3.11.8 fails now and then when two threads parse source at once (cpython issue 106905), and the generator parses it.
    """
    run = subprocess.run(
        [
            pathlib.Path(sys.executable).parent / "schemathesis", "run", api.url + "/api/v1/openapi.json",
            "--header", f"Authorization: Bearer {api.token(who)}", "--checks", CHECKS, "--phases", "coverage,fuzzing", "--max-examples", "20",
            "--generation-deterministic", "--max-time", "75", "--workers", "1", "--request-timeout", "60", "--continue-on-failure", "--warnings", "off",
            "--no-color",
        ],
        capture_output=True, text=True, cwd=tmp_path, timeout=240)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    told = re.search(r"Selected: \d+/(\d+)\s+Tested: (\d+)", run.stdout)
    assert told and told[1] == told[2], "not every route was reached in time:\n" + run.stdout[-2000:]


def test_nothing_unexpected_stands_in_the_log(api):
    """After all that, the server's log tells of no unexpected failure, and the book still sums up."""
    assert "unexpected failure" not in api.log_path.read_text()
