"""Spark on a real standalone cluster: a master and two workers as processes of their own.

The job is run as a user would run it. A worker is killed in the middle of one run.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from conftest import ROOT, SAMPLES, write_jsonl

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
pytest.importorskip("pyarrow")
if shutil.which("java") is None:
    pytest.skip("no java", allow_module_level=True)

_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"


def _free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    """A master and two workers of one core each, on loopback."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        self.environment = {
            **os.environ,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_NO_DAEMONIZE": "1",
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_DRIVER_PYTHON": sys.executable,
            "SPARK_DAEMON_MEMORY": "256m",
        }
        port, self.web = _free_port(), _free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self._start(_MASTER, "--host", "127.0.0.1", "--port", port, "--webui-port", self.web)
        self.workers = [self.start_worker() for _ in range(2)]
        self._wait_for(2)

    def _start(self, main, *arguments):
        command = [os.path.join(os.path.dirname(pyspark.__file__), "bin", "spark-class"), main, *map(str, arguments)]
        log = open(self.folder / f"{len(self.processes)}.log", "w")
        process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        self.processes.append(process)
        return process

    def start_worker(self):
        return self._start(
            _WORKER, "--host", "127.0.0.1", "--cores", 1, "--memory", "900m", "--webui-port", _free_port(),
            "--work-dir", self.folder / "work", self.url,
        )

    def state(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.web}/json/", timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return {"workers": []}

    def _wait_for(self, count):
        until = time.monotonic() + 180
        while sum(worker["state"] == "ALIVE" for worker in self.state()["workers"]) < count:
            assert time.monotonic() < until, "the cluster does not start"
            time.sleep(0.3)

    def kill(self, process):
        """A worker with its executors, as a machine that goes down."""
        os.killpg(process.pid, signal.SIGKILL)

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def submit(self, *arguments):
        command = [
            os.path.join(os.path.dirname(pyspark.__file__), "bin", "spark-submit"), "--master", self.url, "--conf", "spark.executor.memory=512m", "--conf", "spark.driver.memory=512m",
            "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=4",
            "--conf", "spark.executorEnv.PYTHONPATH=" + os.environ.get("PYTHONPATH", ""),
            *map(str, arguments),
        ]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


def _job(cluster, *arguments):
    return cluster.submit(ROOT / "python" / "dragoman" / "spark" / "job.py", *arguments)


def _finish(process, status=0):
    out, errors = process.communicate(timeout=400)
    assert process.returncode == status, errors[-4000:]
    return out, errors


def _records(folder):
    import pyarrow.dataset

    files = [str(path) for path in folder.glob("batch=*/day=*/*.parquet")]
    table = pyarrow.dataset.dataset(files).to_table(columns=["record", "error_code"])
    return table.to_pylist()


@pytest.mark.xfail(reason="what the job says does not reach the output of spark-submit on a small machine; not understood yet")
def test_the_job_gives_the_records_of_the_command_and_goes_on(cluster, reports, lines, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    write_jsonl(folder / "a.jsonl", reports[:30])
    write_jsonl(folder / "b.jsonl", [*reports[30:], {"id": "bad", "text": ""}])
    arguments = ["--in", folder, "--out", tmp_path / "out", "--batch-bytes", "1", "--partitions", "2"]
    _, errors = _finish(_job(cluster, *arguments), status=1)  # one is rejected
    assert "dragoman.spark.job: batch" in errors, errors[-4000:]
    rows = _records(tmp_path / "out")
    assert sorted(row["record"] for row in rows if row["record"]) == sorted(lines)
    assert [row["error_code"] for row in rows if row["error_code"]] == ["EmptyInput"]
    metrics = [json.loads(path.read_text()) for path in (tmp_path / "out" / "_metrics").glob("*.json")]
    assert sum(m["reports"] for m in metrics) == len(reports)
    assert [m["rejected_by_code"] for m in metrics if m["rejected"]] == [{"EmptyInput": 1}]

    before = sorted(str(path) for path in (tmp_path / "out").rglob("*.parquet"))
    shutil.rmtree(next((tmp_path / "out").glob("batch=*")))  # as if the second batch had not been written
    _, errors = _finish(_job(cluster, *arguments), status=1)
    assert errors.count("is complete") == 1
    after = sorted(str(path) for path in (tmp_path / "out").rglob("*.parquet"))
    assert len(set(before) & set(after)) > 0
    assert sorted(row["record"] for row in _records(tmp_path / "out") if row["record"]) == sorted(lines)


def test_a_worker_that_is_killed_changes_nothing(cluster, reports, engine, tmp_path):
    many = [{**r, "id": f"{n}-{r['id']}", "text": f"{r['text']}\n\nIssue {n}."} for n in range(6) for r in reports]
    write_jsonl(tmp_path / "in.jsonl", many)
    running = _job(cluster, "--in", tmp_path / "in.jsonl", "--out", tmp_path / "out", "--partitions", "16")
    parts = tmp_path / "out"
    until = time.monotonic() + 200
    while not any(parts.rglob("*.parquet")) and running.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert running.poll() is None, running.communicate()[1][-3000:]
    cluster.kill(cluster.workers[0])
    _finish(running)
    assert sorted(row["record"] for row in _records(parts)) == sorted(engine.read_many(many, format="json"))
    cluster.workers[0] = cluster.start_worker()


_COPIES = """
import json, sys
from pyspark.sql import SparkSession
from dragoman import spark as ds
spark = SparkSession.builder.getOrCreate()
records = ds.read_reports(spark.read.json(sys.argv[1])).persist()
links = ds.copies(records).persist()
out = {
    "links": sorted([tuple(row) for row in links.collect()]),
    "origins": {row.report: row.origin for row in ds.origins(links, records).collect()},
    "families": {row.report: row.family for row in ds.families(links).collect()},
    "events": ds.entries(records, "events").count(),
    "archive": [row.record for row in ds.read_warc(spark, [sys.argv[3]]).collect()],
}
json.dump(out, open(sys.argv[2], "w"))
spark.stop()
"""


@pytest.mark.skipif(not os.environ.get("DRAGOMAN_SPARK_COPIES"), reason="copies on Spark have not passed yet; set DRAGOMAN_SPARK_COPIES to try")
def test_copies_are_those_of_one_machine(cluster, reports, engine, tmp_path):
    import dragoman

    # Long texts that copy one another in circles of credits and cuts.
    more = [
        {"id": f"cut-{r['id']}", "text": r["text"][: 2 * len(r["text"]) // 3], "date": "2016-12-30", "outlet": f"O{n % 3}"}
        for n, r in enumerate(reports[::2])
    ]
    all_reports = [*reports, *more]
    write_jsonl(tmp_path / "in.jsonl", all_reports)
    (tmp_path / "copies.py").write_text(_COPIES)
    archive = SAMPLES / "03-havana-opens-truce.txt"
    _finish(cluster.submit(tmp_path / "copies.py", tmp_path / "in.jsonl", tmp_path / "out.json", archive))
    found = json.loads((tmp_path / "out.json").read_text())

    records = list(engine.read_many(all_reports))
    with dragoman.Store(tmp_path / "dragoman.db", "w") as store:
        store.add(records)
    with dragoman.Store(tmp_path / "dragoman.db") as store:
        expected, origins = set(), {}
        for record in records:
            story = store.copies(record.id)
            for copy in story["copies"]:
                expected.add((copy["report"], copy["source"], round(copy["share"], 4)))
            origins[record.id] = story["members"][0]["id"]  # breadth first from it
    assert {(report, source, round(share, 4)) for report, _, source, share, _, _ in found["links"]} == expected
    assert expected
    for report, origin in found["origins"].items():
        assert origins[report] == origin
    assert {report for report, _, *_ in found["links"]} == set(found["origins"])
    for report, _, source, *_ in found["links"]:
        assert found["families"][report] == found["families"][source]
    assert found["events"] == sum(len(record.events) for record in records)
    assert found["archive"] == list(engine.read_files(archive, format="json"))
