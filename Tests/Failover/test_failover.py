# SPDX-License-Identifier: Apache-2.0
"""What is left of the work when the database changes servers."""
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_no_acknowledged_write_is_lost_or_made_twice():
    """The primary is killed under load and its standby promoted: everything that was answered is there once, and the audit is clean."""
    run = subprocess.run([ROOT / "scripts" / "failover-test"], capture_output=True, text=True, timeout=170)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-12000:]
    summary = json.loads(run.stdout[run.stdout.index("\n{") :])
    assert summary["lost"] == 0 and summary["twice"] == 0 and summary["acknowledged"] > 50 and summary["notesAfterwards"] > 10, summary
    assert summary["readsAtStandby"] > 0 and summary["signedInAtOneWorksAtOther"] and summary["readYourWritesWhilePaused"], summary
    print(json.dumps(summary, indent=1))
