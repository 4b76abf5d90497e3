"""Arrow arrays and the columns of pandas, Polars and DuckDB."""

from __future__ import annotations

import duckdb
import pandas
import polars
import pyarrow as pa
import pytest
from conftest import paragraphs_of

TEXTS = ["Tỉnh ủy tinh giản biên chế.", None, "Trời mưa.", ""]


def rows_of(tagger, texts):
    """Returns the rows of a table as lists of texts give them."""
    rows = []
    for result in tagger.tag(texts):
        if result is None:
            rows.append({**dict.fromkeys(theme.id for theme in tagger.themes), "tags": None})
        else:
            rows.append({**result.scores, "tags": [theme.theme for theme in result.themes]})
    return rows


COLUMNS = {
    "string": pa.array(TEXTS),
    "large_string": pa.array(TEXTS, pa.large_string()),
    "string_view": pa.array(TEXTS, pa.string_view()),
    "dictionary": pa.array(TEXTS).dictionary_encode(),
    "chunks": pa.chunked_array([TEXTS[:1], [], TEXTS[1:]]),
    "slice": pa.array(["x", *TEXTS, "y"])[1:5],
    "table": pa.table({"text": TEXTS}),
    "record batch": pa.record_batch({"text": pa.array(TEXTS)}),
    "pandas": pandas.Series(TEXTS, dtype="str"),
    "pandas, with an index": pandas.Series(TEXTS, index=[5, 7, 7, 9], name="body"),
    "pandas, categories": pandas.Series(TEXTS, dtype="category"),
    "Polars": polars.Series("body", TEXTS),
    "Polars, categories": polars.Series("body", TEXTS, dtype=polars.Categorical),
    "Polars, a frame": polars.DataFrame({"body": TEXTS}),
    "DuckDB": duckdb.sql("select unnest(['Tỉnh ủy tinh giản biên chế.', null, 'Trời mưa.', ''])"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_give_the_scores_of_lists(tagger, name):
    table = tagger.tag(COLUMNS[name])
    assert len(table) == len(TEXTS)
    assert table.to_pyarrow().to_pylist() == rows_of(tagger, TEXTS)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([], pa.string()),
        pa.chunked_array([], pa.string()),
        polars.Series(dtype=polars.String),
    ],
)
def test_empty_columns_give_empty_tables(tagger, column):
    table = tagger.tag(column)
    assert len(table) == 0
    assert table.column_names == [*(theme.id for theme in tagger.themes), "tags"]


def test_columns_of_nulls_give_nulls(tagger):
    assert tagger.tag(pa.nulls(2)).to_pyarrow().to_pylist() == rows_of(tagger, [None, None])


def test_long_columns_have_the_scores_of_lists_with_any_number_of_threads(tagger):
    texts = paragraphs_of(1000) * 40
    expected = rows_of(tagger, texts[:1000]) * 40
    assert tagger.tag(pa.array(texts)).to_pyarrow().to_pylist() == expected
    assert tagger.tag(pa.array(texts), threads=2).to_pyarrow().to_pylist() == expected


def test_a_table_goes_to_pyarrow_polars_pandas_and_duckdb(tagger):
    table = tagger.tag(pa.array(TEXTS))
    rows = rows_of(tagger, TEXTS)
    batch = table.to_pyarrow()
    assert batch.schema.field("staffing").type == pa.float32()
    assert batch.schema.field("tags").type == pa.list_(pa.string())
    batch.validate(full=True)
    assert pa.table(table).to_pylist() == rows
    assert polars.DataFrame(table).to_dicts() == rows
    frame = pandas.DataFrame.from_arrow(table)
    assert list(frame.columns) == table.column_names
    assert list(frame["tags"][0]) == rows[0]["tags"]
    count = duckdb.sql("select count(*) from batch where list_contains(tags, 'staffing')")
    assert count.fetchall() == [(1,)]
    assert repr(table) == "TagTable(4 rows: staffing, discipline, training, digital, tags)"


@pytest.mark.parametrize(
    ("column", "error", "message"),
    [
        (pa.array([1]), TypeError, "an Arrow array of strings, found Int64; cast it to strings"),
        (pa.array([b"a"]), TypeError, "found Binary"),
        (polars.Series([1.5]), TypeError, "found Float64"),
        (pa.table({"a": ["x"], "b": ["y"]}), ValueError, r"one column of texts, found 2 \(a, b\)"),
        (pa.array([{"a": "x"}, None]), TypeError, "structs of which some are null"),
    ],
)
def test_columns_without_texts_are_refused(tagger, column, error, message):
    with pytest.raises(error, match=message):
        tagger.tag(column)
