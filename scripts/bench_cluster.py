"""A PostgreSQL server of a benchmark's own: every write durable, on a free loopback port, gone afterwards; what it refused is counted."""
import collections, glob, os, re, shutil, socket, subprocess, sys, tempfile, time

SLOW_SYNC = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
int fdatasync(int fd) { usleep(2000); int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync"); return real(fd); }
int fsync(int fd) { usleep(2000); int (*real)(int) = dlsym(RTLD_NEXT, "fsync"); return real(fd); }
"""


def slow_library(folder):
    """A library that adds 2 ms to every sync of whoever loads it: a cheap office disk."""
    source, library = os.path.join(folder, "slow.c"), os.path.join(folder, "slow.so")
    with open(source, "w") as f:
        f.write(SLOW_SYNC)
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    os.chmod(library, 0o755)
    return library


class Cluster:
    """`binaries` of Debian's package; the server refuses to run as root, so it runs as the package's account."""

    binaries = os.path.dirname((sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or [""])[-1])

    def __init__(self, slow=False):
        if not self.binaries:
            sys.exit("PostgreSQL is missing: apt-get install postgresql")
        self.folder = tempfile.mkdtemp(prefix="baitong-bench-postgres-")
        os.chmod(self.folder, 0o755)
        self.data = os.path.join(self.folder, "data")
        self.log = os.path.join(self.folder, "log")
        os.mkdir(self.data, 0o700)
        open(self.log, "w").close()
        if os.getuid() == 0:
            shutil.chown(self.data, "postgres")
            shutil.chown(self.log, "postgres")
        self.as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if os.getuid() == 0 else []
        self.run("initdb", "-D", self.data, "-U", "baitong", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        with open(os.path.join(self.data, "postgresql.conf"), "a") as f:
            f.write("listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 200\nshared_buffers = 512MB\nmax_wal_size = 4GB\n"
                    "fsync = on\nsynchronous_commit = on\nmax_pred_locks_per_transaction = 256\nlog_line_prefix = '%e '\nlog_min_error_statement = error\n"
                    "log_checkpoints = off\n")
        for _ in range(5):
            with socket.socket() as s:
                s.bind(("127.0.0.1", 0))
                self.port = s.getsockname()[1]
            if self.start(slow):
                break
        else:
            sys.exit(f"PostgreSQL did not start: {open(self.log).read()}")
        self.version = str(self.ask("postgres", "SHOW server_version")[0][0]).split()[0]

    def start(self, slow):
        environment = {**os.environ, **({"LD_PRELOAD": slow_library(self.folder)} if slow else {})}
        return subprocess.run([*self.as_owner, f"{self.binaries}/pg_ctl", "-D", self.data, "-o", f"-p {self.port}", "-l", self.log, "-w", "start"],
                              env=environment, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def restart(self, slow):
        """The same databases at the same port, with 2 ms added to each sync or without."""
        self.run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")
        if not self.start(slow):
            sys.exit(f"PostgreSQL did not start again: {open(self.log).read()}")

    def run(self, program, *arguments):
        out = subprocess.run([*self.as_owner, f"{self.binaries}/{program}", *arguments], cwd="/", capture_output=True, text=True)
        if out.returncode:
            sys.exit(f"{program}: {out.stdout}{out.stderr}")
        return out.stdout

    def make(self, name):
        """A new database; gives its address."""
        self.ask("postgres", f"CREATE DATABASE {name}")
        return f"postgres://baitong@127.0.0.1:{self.port}/{name}?sslmode=disable"

    def psql(self, name, *arguments, given=None):
        out = subprocess.run([f"{self.binaries}/psql", "-X", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "baitong", "-d", name, "-v", "ON_ERROR_STOP=1",
                              *arguments], input=given, capture_output=True, text=True)
        if out.returncode:
            sys.exit(f"psql: {out.stderr}")
        return out.stdout

    def ask(self, name, query):
        """Rows; what looks like a whole number is one."""
        rows = self.psql(name, "-At", "-F", "\t", "-c", query).splitlines()
        return [tuple(int(word) if re.fullmatch(r"-?[0-9]+", word) else word for word in row.split("\t")) for row in rows]

    def refusals(self):
        """How often the server has sent a transaction back so far, by SQLSTATE and the statement's first words; serialisation failures and deadlocks only."""
        counts, state = collections.Counter(), None
        with open(self.log) as f:
            for line in f:
                if " ERROR: " in line:
                    state = line[:5]
                elif " STATEMENT: " in line and state in ("40001", "40P01"):
                    counts[(state, " ".join(line.split("STATEMENT:")[1].split()[:4]))] += 1
                    state = None
        return counts

    def stop(self):
        subprocess.run([*self.as_owner, f"{self.binaries}/pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop"], cwd="/",
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)


def plain_batches(cluster, batches=30, size=1000, accounts=20_000):
    """The yardstick of target 1: each batch is one COPY of its entries and one set update of their balances, in one commit, by psql."""
    name = "plain"
    cluster.ask("postgres", f"DROP DATABASE IF EXISTS {name}")
    cluster.make(name)
    cluster.psql(name, "-c", "CREATE TABLE balance (account bigint PRIMARY KEY, posted bigint NOT NULL);"
                 "CREATE TABLE entry (id bigint PRIMARY KEY, debit bigint NOT NULL, credit bigint NOT NULL, amount bigint NOT NULL, occurred int NOT NULL,"
                 "operation bigint NOT NULL, reason int NOT NULL, phase int NOT NULL);"
                 f"INSERT INTO balance SELECT i, 0 FROM generate_series(1, {accounts}) i; ANALYZE balance;")
    script, seed, next_id = ["SET client_min_messages = error;"], 1, 0
    for batch in range(batches):
        script.append("BEGIN;\nCOPY entry FROM STDIN;")
        first = next_id
        for _ in range(size):
            seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
            debit, credit = 1 + (seed >> 20) % accounts, 1 + (seed >> 40) % accounts
            next_id += 1
            script.append(f"{next_id}\t{debit}\t{credit}\t{1000 + seed % 5000}\t20000\t{batch}\t3\t0")
        script.append("\\.\nUPDATE balance b SET posted = b.posted + s.net FROM (SELECT account, sum(net) AS net FROM (SELECT debit AS account, amount AS net FROM entry "
                      f"WHERE id > {first} UNION ALL SELECT credit, -amount FROM entry WHERE id > {first}) AS sides GROUP BY account) AS s WHERE s.account = b.account;\nCOMMIT;")
    path = os.path.join(cluster.folder, "plain.sql")
    with open(path, "w") as f:
        f.write("\n".join(script) + "\n")
    started = time.perf_counter()
    cluster.psql(name, "-f", path)
    spent = time.perf_counter() - started
    os.remove(path)
    return batches * size / spent


def single_commits(cluster, seconds, clients=16):
    """The yardstick of target 2: commits of one row each a second, by as many connections as ours has, with PostgreSQL's own pgbench."""
    name = "single"
    cluster.ask("postgres", f"DROP DATABASE IF EXISTS {name}")
    cluster.make(name)
    cluster.psql(name, "-c", "CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b bigint)")
    script = os.path.join(cluster.folder, "single.sql")
    with open(script, "w") as f:
        f.write("INSERT INTO t (b) VALUES (:client_id);\n")
    out = subprocess.run([f"{cluster.binaries}/pgbench", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "baitong", "-n", "-M", "prepared", "-f", script,
                          "-c", str(clients), "-j", "1", "-T", str(seconds), name], capture_output=True, text=True)
    for line in out.stdout.splitlines():
        if line.startswith("tps = "):
            return float(line.split()[2])
    sys.exit(f"pgbench: {out.stdout}{out.stderr}")
