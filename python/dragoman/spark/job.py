"""Reads a corpus on Spark and writes its records as Parquet, by day of publication.

    python -m dragoman.spark.job --in reports/*.jsonl.gz --out records/
    spark-submit --master yarn .../dragoman/spark/job.py --in hdfs:///reports/*.jsonl.gz --out hdfs:///records

The inputs are read in batches; each is a folder of the output, OUT/batch=NAME/day=DAY/, written anew
as a whole and marked when it is complete. A job that was stopped is started again with the same
arguments: complete batches are left as they are. spark.read.parquet(OUT) reads all of them. What was
read, how long it took and what was rejected stands in OUT/_metrics/NAME.json, one JSON object a batch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_FORMATS = ("jsonl", "csv", "parquet", "files")
_COLUMNS = ("text", "date", "title", "outlet", "id", "html", "url")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the job; the exit status."""
    options = _parser().parse_args(argv)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("dragoman")
    if options.master:
        builder = builder.master(options.master)
    spark = builder.getOrCreate()
    try:
        return _run(spark, options)
    finally:
        spark.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dragoman.spark.job", description=__doc__.split("\n\n")[0])
    parser.add_argument("--in", dest="inputs", nargs="+", required=True, metavar="PATH", help="files, patterns of them, or folders")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="where the Parquet files go")
    parser.add_argument("--format", choices=_FORMATS, default="jsonl", help="of the inputs; files: whatever `dragoman read` takes, such as WARC, a task each")
    for column in _COLUMNS:
        parser.add_argument(f"--{column}", metavar="COLUMN", help=f"column of the {column}")
    parser.add_argument("--batch-bytes", type=int, default=4 << 30, metavar="N", help="inputs of about so many bytes make a batch (default 4 GiB)")
    parser.add_argument("--partitions", type=int, default=0, metavar="N", help="tasks a batch (default: as Spark splits the inputs)")
    parser.add_argument("--resources", metavar="FOLDER", help="resources on every worker (default: those of the package)")
    parser.add_argument("--master", help="Spark master (default: as spark-submit says)")
    return parser


def _run(spark: SparkSession, options: argparse.Namespace) -> int:
    out = options.out.rstrip("/")
    files = _files(spark, options.inputs)
    if not files:
        print("dragoman.spark.job: no input matches", file=sys.stderr)
        return 2
    rejected = 0
    for batch in _batches(files, options.batch_bytes):
        name = hashlib.sha256("\n".join(f"{path} {size}" for path, size in batch).encode()).hexdigest()[:16]
        target = f"{out}/batch={name}"
        if _exists(spark, f"{target}/_SUCCESS") and _exists(spark, f"{out}/_metrics/{name}.json"):
            metrics = json.loads(_read(spark, f"{out}/_metrics/{name}.json"))
            print(f"dragoman.spark.job: batch {name} is complete: {metrics['reports']} reports", file=sys.stderr)
        else:
            metrics = _read_batch(spark, options, [path for path, _ in batch], target)
            _write(spark, f"{out}/_metrics/{name}.json", json.dumps({"batch": name, **metrics}, indent=2) + "\n")
            print(f"dragoman.spark.job: batch {name}: {json.dumps(metrics)}", file=sys.stderr)
        rejected += metrics["rejected"]
    return 1 if rejected else 0


def _read_batch(spark: SparkSession, options: argparse.Namespace, paths: list[str], target: str) -> dict[str, Any]:
    import pyspark.sql.functions as f
    from pyspark.sql import Observation

    begun = time.monotonic()
    observed = Observation(f"dragoman {target}")
    records = _records(spark, options, paths).observe(
        observed,
        f.count("record").alias("reports"),
        f.count("error_code").alias("rejected"),
        f.sum(f.length("record")).alias("characters"),
    )
    spark.conf.set("spark.sql.sources.partitionOverwriteMode", "static")
    records.write.mode("overwrite").option("compression", "zstd").partitionBy("day").parquet(target)
    counts = observed.get
    return {
        "inputs": paths,
        "reports": counts["reports"],
        "rejected": counts["rejected"],
        "characters": counts["characters"] or 0,
        "seconds": round(time.monotonic() - begun, 3),
        "rejected_by_code": _rejected(spark, target) if counts["rejected"] else {},
    }


def _records(spark: SparkSession, options: argparse.Namespace, paths: list[str]) -> DataFrame:
    from dragoman.spark import read_reports, read_warc

    engine = {"resources": options.resources} if options.resources else {}
    if options.format == "files":
        return read_warc(spark, [path.removeprefix("file:") for path in paths], engine=engine)
    frame = _frame(spark, options.format, paths)
    if options.partitions:
        frame = frame.repartition(options.partitions)
    names = {column: getattr(options, column) for column in _COLUMNS if getattr(options, column)}
    return read_reports(frame, engine=engine, **names)


def _frame(spark: SparkSession, form: str, paths: list[str]) -> DataFrame:
    if form == "parquet":
        return spark.read.parquet(*paths)
    if form == "csv":
        return spark.read.csv(paths, header=True, multiLine=True, escape='"')
    return spark.read.json(paths)


def _rejected(spark: SparkSession, target: str) -> dict[str, int]:
    rows = spark.read.parquet(target).where("error_code is not null").groupBy("error_code").count().collect()
    return {row["error_code"]: row["count"] for row in sorted(rows)}


def _batches(files: list[tuple[str, int]], most: int) -> Iterator[list[tuple[str, int]]]:
    """Files in order, in groups of about so many bytes."""
    batch: list[tuple[str, int]] = []
    size = 0
    for file in files:
        if batch and size + file[1] > most:
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file[1]
    if batch:
        yield batch


# ---- files of whatever file system the paths name ----


def _fs(spark: SparkSession, path: str) -> tuple[Any, Any]:
    jvm = spark.sparkContext._jvm
    where = jvm.org.apache.hadoop.fs.Path(path)
    return where.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()), where


def _files(spark: SparkSession, patterns: Sequence[str]) -> list[tuple[str, int]]:
    """All files that the patterns name, hidden ones left out, by path, with their sizes."""
    found: dict[str, int] = {}
    for pattern in patterns:
        fs, where = _fs(spark, pattern)
        waiting = list(fs.globStatus(where) or [])
        while waiting:
            status = waiting.pop()
            if status.getPath().getName().startswith(("_", ".")):
                continue
            if status.isDirectory():
                waiting.extend(fs.listStatus(status.getPath()))
            else:
                found[status.getPath().toString()] = status.getLen()
    return sorted(found.items())


def _exists(spark: SparkSession, path: str) -> bool:
    fs, where = _fs(spark, path)
    return fs.exists(where)


def _read(spark: SparkSession, path: str) -> str:
    return spark.sparkContext.wholeTextFiles(path, 1).values().first()


def _write(spark: SparkSession, path: str, text: str) -> None:
    fs, where = _fs(spark, path)
    stream = fs.create(where, True)
    try:
        stream.write(bytearray(text.encode("utf-8")))
    finally:
        stream.close()


if __name__ == "__main__":
    sys.exit(main())
