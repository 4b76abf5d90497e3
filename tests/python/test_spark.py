"""Runs the block of Spark in the guide on two threads, and compares it with the command."""

from __future__ import annotations

import json
import subprocess
import sys

import guide
import pyarrow as pa
import pyarrow.parquet
from conftest import paragraphs_of

OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.files.maxPartitionBytes": "200k",
}
FILES = 3


def by_id(table: pa.Table) -> dict[str, dict]:
    rows = {row.pop("id"): row for row in table.to_pylist()}
    assert len(rows) == table.num_rows
    return rows


def test_spark_gives_the_scores_of_the_command(texts, cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    conf = " ".join(f"--conf {name}={value}" for name, value in OPTIONS.items())
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"{conf} pyspark-shell")
    paragraphs = [*texts, *paragraphs_of(3000)]
    (tmp_path / "archive").mkdir()
    for file in range(FILES):
        with open(f"archive/{file}.jsonl", "w", encoding="utf-8") as out:
            for at in range(file, len(paragraphs), FILES):
                out.write(json.dumps({"id": f"p{at}", "text": paragraphs[at]}) + "\n")

    names = guide.run("Spark")
    try:
        assert names["spark"].sparkContext.master == "local[2]"
        assert names["articles"].rdd.getNumPartitions() >= FILES
    finally:
        names["spark"].stop()
    tagged = by_id(pyarrow.parquet.read_table("tags"))

    command = [cli, "tag", "--out", "cli.parquet", "archive/"]
    subprocess.run(command, check=True, capture_output=True)
    table = pyarrow.parquet.read_table("cli.parquet")
    extra = [name for name in table.column_names if name not in next(iter(tagged.values()))]
    expected = by_id(table.drop_columns([name for name in extra if name != "id"]))
    # float32 values as Python floats: equal only if all bits are.
    assert tagged == expected
    assert len(tagged) == len(paragraphs)
    assert sum(bool(row["tags"]) for row in tagged.values()) > 100
