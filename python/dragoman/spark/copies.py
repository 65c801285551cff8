"""Who copied whom, over a corpus: the stages of `dragoman copies` with fingerprints as keys.

    records --sketch--> reports --by fingerprint, in order of publication--> candidates
            --overlap--> pairs --by report--> links --along first sources--> origins

Each stage calls the function that the single machine calls, on the same neighbours, so that the links
are the same: a report is compared with the 8 published before and after it among those that share a
fingerprint with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from .. import _dragoman

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

__all__ = ["copies", "families", "origins"]

_REPORT = "report string, published string, outlets array<string>, agency string, sketch string"
_LINK = "report string, place int, source string, share double, source_share double, reason string"


def copies(records: DataFrame) -> DataFrame:
    """The links of `dragoman copies`: report, place (1 for the main source), source, shares, reason.

    `records` as read_reports gives them, of all reports that are to be compared. Reports with the
    same text are one report with several sources, as in a store.
    """
    reports = _reports(records).persist()
    pairs = _pairs(reports).persist()
    return _links(reports, pairs)


def _reports(records: DataFrame) -> DataFrame:
    """One row a text, with its sketch, fingerprints and what all its sources tell of publication."""
    import pyspark.sql.functions as f

    read = records.where("record is not null").select(
        "id",
        f.coalesce("uri", f.lit("")).alias("uri"),
        f.coalesce("outlet", f.lit("")).alias("outlet"),
        f.coalesce("published", f.lit("")).alias("published"),
        "record",
    )
    first = f.struct(f.col("published") == "", "published", "uri", "record")
    one = read.groupBy(f.col("id").alias("report")).agg(
        f.coalesce(f.min(f.when(f.col("published") != "", f.col("published"))), f.lit("")).alias("published"),
        f.array_sort(f.collect_set(f.when(f.col("outlet") != "", f.col("outlet")))).alias("outlets"),
        f.min(first)["record"].alias("record"),
    )

    def sketch(row: dict[str, Any]) -> dict[str, Any]:
        record = _dragoman.Record.from_json(row.pop("record"))
        text, prints = _dragoman.sketch(record.json())
        return {**row, "agency": record.agency or "", "sketch": text, "prints": prints}

    return _map(one, sketch, _REPORT + ", prints array<bigint>")


def _pairs(reports: DataFrame) -> DataFrame:
    """Pairs of which one is a copy, once for each side: report, other, share, other_share."""
    import pyspark.sql.functions as f
    from pyspark.sql import Window

    listed = reports.select("report", "published", f.size("prints").alias("size"), f.explode("prints").alias("print"))
    order = Window.partitionBy("print").orderBy("published", "report")
    behind = f.array(*(f.lead(f.struct("report", "size"), at).over(order) for at in range(1, _dragoman.NEIGHBOURS + 1)))
    near = (
        listed.withColumn("behind", behind)
        .withColumn("near", f.explode("behind"))
        .where("near is not null")
        .groupBy("report", "size", f.col("near.report").alias("other"), f.col("near.size").alias("other_size"))
        .agg(f.count("*").alias("common"))
    )
    candidates = _filter(near, lambda row: _dragoman.is_worth_measuring(row["common"], row["size"], row["other_size"]))
    sketches = reports.select("report", "sketch")
    both = (
        candidates.select("report", "other")
        .join(sketches, "report")
        .join(sketches.select(f.col("report").alias("other"), f.col("sketch").alias("other_sketch")), "other")
    )

    def measure(row: dict[str, Any]) -> dict[str, Any] | None:
        shares = _dragoman.measure(row["sketch"], row["other_sketch"])
        if shares is None:
            return None
        return {"report": row["report"], "other": row["other"], "share": shares[0], "other_share": shares[1]}

    one_way = _map(both, measure, "report string, other string, share double, other_share double")
    turned = one_way.select(
        f.col("other").alias("report"),
        f.col("report").alias("other"),
        f.col("other_share").alias("share"),
        f.col("share").alias("other_share"),
    )
    return one_way.unionByName(turned)


def _links(reports: DataFrame, pairs: DataFrame) -> DataFrame:
    import pyspark.sql.functions as f

    known = f.struct("report", "published", "outlets", "agency", "sketch")
    partners = (
        pairs.join(reports.select(f.col("report").alias("other"), known.alias("partner")), "other")
        .groupBy("report")
        .agg(f.collect_list(f.struct("partner", "share", "other_share")).alias("partners"))
    )
    grouped = partners.join(reports.select("report", known.alias("of")), "report")

    def sources(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        given = [(_kept(p["partner"]), p["share"], p["other_share"]) for p in row["partners"]]
        for place, (source, share, source_share, reason) in enumerate(_dragoman.sources(_kept(row["of"]), given), 1):
            yield {
                "report": row["report"],
                "place": place,
                "source": source,
                "share": share,
                "source_share": source_share,
                "reason": reason,
            }

    return _flat_map(grouped, sources, _LINK)


def _kept(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["report"], row["published"], row["outlets"], row["agency"], row["sketch"]


def families(links: DataFrame) -> DataFrame:
    """What hangs together by copying: report, family (the smallest id in it).

    Connected components by the smallest label among neighbours, with pointer jumping: a number of
    rounds that grows with the logarithm of the longest chain. The frame is checkpointed each round.
    """
    import pyspark.sql.functions as f

    edges = links.select("report", "source")
    both = edges.union(edges.select("source", "report")).toDF("report", "near").distinct().localCheckpoint()
    labels = both.groupBy("report").agg(f.least(f.col("report"), f.min("near")).alias("family")).localCheckpoint()
    while True:
        smallest = (
            both.join(labels.select(f.col("report").alias("near"), "family"), "near")
            .groupBy("report")
            .agg(f.min("family").alias("near_family"))
        )
        stepped = labels.join(smallest, "report").select(
            "report", f.least("family", "near_family").alias("family")
        )
        jumped = (
            stepped.alias("a")
            .join(stepped.alias("b"), f.col("a.family") == f.col("b.report"), "left")
            .select(f.col("a.report").alias("report"), f.least("a.family", f.coalesce("b.family", "a.family")).alias("family"))
            .localCheckpoint()
        )
        changed = jumped.join(labels.withColumnRenamed("family", "before"), "report").where("family != before")
        if changed.isEmpty():
            return jumped
        labels = jumped


def origins(links: DataFrame, records: DataFrame) -> DataFrame:
    """Where following first sources ends: report, origin. Reports that are no copies are left out."""
    import pyspark.sql.functions as f

    published = records.where("record is not null").groupBy(f.col("id").alias("report")).agg(
        f.coalesce(f.min("published"), f.lit("")).alias("published")
    )
    first = links.where("place = 1").select("report", "source")
    known = families(first).join(first, "report", "left").join(published, "report", "left")
    grouped = known.groupBy("family").agg(f.collect_list(f.struct("report", "source", "published")).alias("members"))

    def ends(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        source = {m["report"]: m["source"] for m in row["members"]}
        day = {m["report"]: m["published"] or "" for m in row["members"]}
        for report in sorted(source):
            if source[report] is not None:
                yield {"report": report, "origin": _end_of(report, source, day)}

    return _flat_map(grouped, ends, "report string, origin string")


def _end_of(report: str, source: dict[str, str | None], day: dict[str, str]) -> str:
    way = [report]
    while (above := source[way[-1]]) is not None:
        if above in way:
            circle = way[way.index(above) :]
            first = circle[0]
            for other in circle[1:]:
                if _dragoman.comes_first(day[other], other, day[first], first):
                    first = other
            return first
        way.append(above)
    return way[-1]


# ---- rows through mapInArrow ----


def _flat_map(
    frame: DataFrame, each: Callable[[dict[str, Any]], Iterator[dict[str, Any]]], schema: str | StructType
) -> DataFrame:
    from pyspark.sql.pandas.types import to_arrow_schema
    from pyspark.sql.types import _parse_datatype_string

    parsed = _parse_datatype_string(schema) if isinstance(schema, str) else schema
    arrow = to_arrow_schema(parsed)

    def run(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            rows = [made for row in batch.to_pylist() for made in each(row)]
            yield pyarrow.RecordBatch.from_pylist(rows, schema=arrow)

    return frame.mapInArrow(run, parsed)


def _map(frame: DataFrame, each: Callable[[dict[str, Any]], dict[str, Any] | None], schema: str) -> DataFrame:
    def one(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        made = each(row)
        if made is not None:
            yield made

    return _flat_map(frame, one, schema)


def _filter(frame: DataFrame, keep: Callable[[dict[str, Any]], bool]) -> DataFrame:
    return _map(frame, lambda row: row if keep(row) else None, frame.schema)
