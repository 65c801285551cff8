"""Dragoman on Apache Spark: the same records, from as many machines as there are.

    from dragoman import spark as ds

    records = ds.read_reports(spark.read.json("reports/*.jsonl"), date="published", id="url")
    records.write.partitionBy("day").parquet("records/")
    links = ds.copies(records)

Needs pyspark and pyarrow here and on every worker, and this package on every worker. The engine is
loaded once in each Python worker process.
"""

from .copies import copies, families, origins
from .read import SCHEMA, entries, read_reports, read_warc

__all__ = ["SCHEMA", "copies", "entries", "families", "origins", "read_reports", "read_warc"]
