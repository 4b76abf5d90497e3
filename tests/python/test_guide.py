"""Runs the blocks of the guide; test_spark.py runs that of Spark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import guide
import pyarrow as pa
import pyarrow.parquet
import pytest

TEXTS = [
    "Tỉnh ủy tinh giản biên chế.",
    "Trời mưa.",
    None,
    "Ban Tổ chức Tỉnh ủy công bố quyết định bổ nhiệm cán bộ.",
]
IDS = ["a", "b", "c", "d"]
TESTED = ["Tag", "Explain", "pandas", "Polars", "DuckDB", "A step of a pipeline", "Spark"]


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pyarrow.parquet.write_table(pa.table({"id": IDS, "text": TEXTS}), "news.parquet")


def test_all_blocks_are_tested():
    assert list(guide.blocks()) == TESTED
    assert guide.GUIDE.count("```python\n") == len(TESTED)


def test_the_hours_for_an_archive_follow_from_the_rows_a_second():
    rows = re.findall(r"^\| [^|]+ \| ([\d,]+) \| ([\d.]+) \|$", guide.GUIDE, re.MULTILINE)
    assert len(rows) == 4
    for rate, hours in rows:
        assert f"{100e6 / int(rate.replace(',', '')) / 3600:.2f}" == hours


def test_tag_and_explain(capsys):
    results = guide.run("Tag")["results"]
    printed = capsys.readouterr().out
    assert [theme.theme for theme in results[0].themes] == ["staffing"]
    assert results[1].themes == []
    assert results[2] is None
    assert "ThemeScore(theme='staffing'" in printed
    guide.run("Tag", "Explain")
    assert "biên chế" in capsys.readouterr().out


def expected(tagger):
    return [result and result.scores["staffing"] for result in tagger.tag(TEXTS)]


def test_pandas(tagger):
    tagged = guide.run("Tag", "pandas")["tagged"]
    assert list(tagged["id"]) == IDS
    scores = tagged["staffing"]
    assert [None if score != score else score for score in scores] == expected(tagger)
    assert list(tagged["tags"][0]) == ["staffing"]


def test_polars(tagger):
    tagged = guide.run("Tag", "Polars")["tagged"]
    assert tagged["id"].to_list() == IDS
    assert tagged["staffing"].to_list() == expected(tagger)
    assert tagged["tags"].to_list()[:3] == [["staffing"], [], None]


def test_duckdb(tagger):
    tagged = dict(guide.run("Tag", "DuckDB")["tagged"].fetchall())
    scores = dict(zip(IDS, expected(tagger), strict=True))
    assert tagged == {key: score for key, score in scores.items() if score and score > 0.6}
    assert "a" in tagged
    assert "b" not in tagged


@dataclass
class Document:
    """As in datatrove."""

    text: str
    id: str
    metadata: dict = field(default_factory=dict)


def test_a_step_of_a_pipeline(tagger):
    step = guide.run("Tag", "A step of a pipeline")["ThemeFilter"](tagger, batch_size=3)
    documents = [Document(text or "", str(at)) for at, text in enumerate(TEXTS * 5)]
    kept = list(step(document for document in documents))
    assert all(document.metadata["themes"] for document in kept)
    results = tagger.tag(document.text for document in documents)
    themed = [d.id for d, result in zip(documents, results, strict=True) if result.themes]
    assert [document.id for document in kept] == themed
    assert 5 <= len(kept) < 20
