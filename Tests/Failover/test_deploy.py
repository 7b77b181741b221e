# SPDX-License-Identifier: Apache-2.0
"""The configuration in deploy/ is what the programs take, and names options that `baitong serve` has."""
import glob
import os
import pathlib
import re
import shutil
import socket
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
BINARY = pathlib.Path(os.environ.get("BAITONG_BINARY", ROOT / ".build" / "debug" / "baitong"))
POSTGRES = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))[-1]


def tool(name):
    found = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def run(*command, **extra):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=60, **extra)


@pytest.mark.parametrize("name", sorted(p.name for p in (DEPLOY / "haproxy").glob("*.cfg")))
def test_haproxy_takes_its_files(name, tmp_path):
    """HAProxy finds no fault in the file, with a certificate in place."""
    made = run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", tmp_path / "key", "-out",
               tmp_path / "cert")
    assert made.returncode == 0, made.stderr
    (tmp_path / "all.pem").write_text((tmp_path / "cert").read_text() + (tmp_path / "key").read_text())
    checked = run(tool("haproxy"), "-c", "-f", DEPLOY / "haproxy" / name, env={**os.environ, "BAITONG_CERTIFICATE": str(tmp_path / "all.pem")})
    assert checked.returncode == 0 and "ALERT" not in checked.stderr and "WARNING" not in checked.stderr, checked.stderr


@pytest.mark.parametrize("file, setting, value", [
    ("common.conf", "max_pred_locks_per_transaction", "256"), ("common.conf", "synchronous_commit", "on"),
    ("primary.conf", "synchronous_standby_names", "ANY 1 (standby1, standby2)"), ("standby.conf", "primary_slot_name", "standby1"),
])
def test_postgresql_takes_its_files(file, setting, value, tmp_path):
    """PostgreSQL reads the file as its configuration and finds the setting there."""
    if os.getuid() == 0:
        tmp_path = pathlib.Path(run("mktemp", "-d", "/tmp/baitong-deploy.XXXXXX").stdout.strip())
    try:
        (tmp_path / "postgresql.conf").write_text((DEPLOY / "postgresql" / file).read_text())
        account = []
        if os.getuid() == 0:
            shutil.chown(tmp_path, "postgres")
            account = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        asked = run(*account, f"{POSTGRES}/postgres", "-C", setting, "-D", tmp_path, "-c", f"config_file={tmp_path}/postgresql.conf")
        assert asked.returncode == 0 and asked.stdout.strip() == value, asked.stdout + asked.stderr
    finally:
        if os.getuid() == 0:
            shutil.rmtree(tmp_path, ignore_errors=True)


def test_patroni_takes_its_file(tmp_path):
    """Patroni finds nothing missing, of the wrong kind, or out of reach."""
    patroni = tool("patroni")
    # It looks whether it could listen, and whether programs are there: as on the machine, here.
    text = re.sub(r"( listen: )10\.20\.0\.21", r"\g<1>127.0.0.1", (DEPLOY / "patroni" / "patroni.yml").read_text())
    etcd = socket.create_server(("127.0.0.1", 0))
    text = re.sub(r"hosts: .*", f"hosts: 127.0.0.1:{etcd.getsockname()[1]}", text)
    text = text.replace("/usr/lib/postgresql/15/bin", POSTGRES).replace("/var/lib/postgresql/15/baitong", str(tmp_path / "data"))
    (tmp_path / "patroni.yml").write_text(text)
    checked = run(patroni, "--validate-config", tmp_path / "patroni.yml", env={
        **os.environ, "PATRONI_SUPERUSER_PASSWORD": "a", "PATRONI_REPLICATION_PASSWORD": "b", "PATRONI_REWIND_PASSWORD": "c"})
    etcd.close()
    assert checked.returncode == 0 and not (checked.stdout + checked.stderr).strip(), checked.stdout + checked.stderr


def test_systemd_takes_its_unit():
    """systemd finds no fault in the unit but that the program is not installed here."""
    checked = run(tool("systemd-analyze"), "verify", "--man=no", DEPLOY / "systemd" / "baitong.service")
    complaints = [line for line in checked.stderr.splitlines() if "baitong.service" in line and "is not executable" not in line]
    assert not complaints, checked.stderr


def test_settings_in_the_environment_are_options_of_serve():
    """Every BAITONG_ name in deploy/systemd belongs to an option of `baitong serve`, or is the base address for letters."""
    told = run(BINARY, "serve", "--help").stdout
    options = {"BAITONG_" + name.upper().replace("-", "_") for name in re.findall(r"--([a-z-]+)", told)} | {"BAITONG_BASE_URL"}
    for file in (DEPLOY / "systemd").glob("*.env"):
        names = set(re.findall(r"^(BAITONG_\w+)=", file.read_text(), re.M))
        assert names and names <= options, names - options
