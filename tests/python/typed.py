"""What a type checker says about calls. mypy reads this file; nothing calls the function."""

from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]
from themelight import Evidence, Tagger, Tagging, TagTable
from typing_extensions import assert_type


class Column:
    """A column of any library with the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


def calls() -> None:
    tagger = Tagger(Path("a.model"), thresholds={"staffing": 0.6})
    assert_type(tagger.tag(["một"]), list[Tagging])
    assert_type(tagger.tag(["một", None]), list[Tagging | None])
    assert_type(tagger.tag(Column(), threads=2), TagTable)
    assert_type(tagger.explain("một"), list[Evidence])
    assert_type(tagger.tag(["một"])[0].themes[0].score, float)
    batch: pa.RecordBatch = tagger.tag(Column()).to_pyarrow()
    assert batch.num_rows

    # Wrong arguments are errors: mypy reports an `ignore` that it does not need.
    tagger.tag([b"bytes"])  # type: ignore[list-item]
    tagger.explain(None)  # type: ignore[arg-type]
    Tagger(thresholds=["staffing"])  # type: ignore[arg-type]
