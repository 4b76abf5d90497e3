"""Measures rows per second of processor time; `npm run bench -- --only python` runs it.

Prints a table in Markdown. With the option --spark also for Spark, which needs Java. Unlike the
time on the clock, processor time depends little on what else the machine does. Linux only.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
from conftest import paragraphs_of
from themelight import Tagger

ROWS = 100_000
SECONDS = 15
TICKS = os.sysconf("SC_CLK_TCK")
ARCHIVE = 100_000_000
THREADS = 2

tagger = Tagger()


def processor_time() -> float:
    """Returns the seconds of processor time of this process and all below it."""
    parents, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in parentheses may have spaces.
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # The process has ended.
        parents[int(stat.parent.name)] = int(fields[1])
        ticks[int(stat.parent.name)] = sum(map(int, fields[11:15]))

    def is_ours(process: int | None) -> bool:
        return process == os.getpid() or (process in parents and is_ours(parents[process]))

    return sum(count for process, count in ticks.items() if is_ours(process)) / TICKS


def rate_of(work: Callable[[], object], rows: int) -> float:
    """Returns rows per second of processor time over some rounds, after one that warms up."""
    work()
    before, rounds, end = processor_time(), 0, time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        work()
        rounds += 1
    return rounds * rows / (processor_time() - before)


def tag_file(source: str, target: str) -> None:
    """Tags a Parquet file batch by batch."""
    writer = None
    for batch in pyarrow.parquet.ParquetFile(source).iter_batches():
        tags = tagger.tag(batch["text"], threads=THREADS).to_pyarrow()
        rows = pa.record_batch([batch["id"], *tags.columns], ["id", *tags.schema.names])
        writer = writer or pyarrow.parquet.ParquetWriter(target, rows.schema)
        writer.write_batch(rows)
    if writer:
        writer.close()


def spark_work(source: str, target: str) -> Callable[[], None]:
    from pyspark.sql import SparkSession

    def tag(batches):
        for batch in batches:
            tags = tagger.tag(batch["text"]).to_pyarrow()
            yield pa.record_batch([batch["id"], *tags.columns], ["id", *tags.schema.names])

    builder = SparkSession.builder.master(f"local[{THREADS}]")
    spark = builder.config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    scores = "".join(f"`{theme.id}` float, " for theme in tagger.themes)
    rows = spark.read.parquet(source).repartition(4 * THREADS).cache()
    rows.count()
    tagged = rows.mapInArrow(tag, f"id string, {scores}tags array<string>")
    return lambda: tagged.write.mode("overwrite").parquet(target)


def main(with_spark: bool, folder: Path) -> None:
    texts = paragraphs_of(ROWS)
    column = pa.array(texts)
    source = str(folder / "news.parquet")
    table = pa.table({"id": [f"p{at}" for at in range(ROWS)], "text": column})
    pyarrow.parquet.write_table(table, source)
    works = {
        "a list": lambda: tagger.tag(texts),
        "a column": lambda: tagger.tag(column, threads=THREADS),
        "a Parquet file to another": lambda: tag_file(source, str(folder / "tags.parquet")),
    }
    if with_spark:
        os.environ["PYSPARK_PYTHON"] = sys.executable
        work = spark_work(source, str(folder / "tags"))
        works["Spark, table to Parquet files"] = work
    average = sum(len(text.encode()) for text in texts) // ROWS
    print(f"{ROWS:,} paragraphs of {average} bytes\n")
    print(
        "| | rows per second of a core | hours of a core for 100 million |\n| --- | ---: | ---: |"
    )
    for name, work in works.items():
        rate = rate_of(work, ROWS)
        print(f"| {name} | {rate:,.0f} | {ARCHIVE / rate / 3600:.2f} |", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main("--spark" in sys.argv, Path(folder))
