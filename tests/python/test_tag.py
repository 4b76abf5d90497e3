"""Lists of texts: scores, themes, thresholds, models, threads."""

from __future__ import annotations

import struct
import threading
from pathlib import Path

import pytest
from conftest import ROOT, golden_of, paragraphs_of
from themelight import Tagger, Tagging, ThemeScore


def float32(value: float) -> float:
    return struct.unpack("f", struct.pack("f", value))[0]


@pytest.mark.parametrize("name", ["vi-public-life", "toy"])
def test_scores_are_those_of_the_golden_vectors(name):
    golden = golden_of(name)
    tagger = Tagger(ROOT / golden["model"])
    assert tagger.info.checksum == golden["checksum"]
    ids = [theme["id"] for theme in golden["themes"]]
    results = tagger.tag([case["text"] for case in golden["cases"]])
    assert len(results) == len(golden["cases"]) > 20
    for case, result in zip(golden["cases"], results, strict=True):
        assert list(result.scores) == ids
        assert [float32(score) for score in case["scores"]] == list(result.scores.values())
        assert [theme.theme for theme in result.themes] == case["tags"], case["name"]
        assert all(theme.score == result.scores[theme.theme] for theme in result.themes)


def test_the_default_model_is_in_the_wheel(tagger, golden):
    assert tagger.info.checksum == golden["checksum"]
    assert tagger.info.language == "vi"
    assert tagger.info.pipeline == 1
    model = ROOT / golden["model"]
    assert tagger.info.bytes == model.stat().st_size
    themes = [(theme.id, theme.threshold, theme.bias) for theme in tagger.themes]
    assert themes == [(t["id"], t["threshold"], t["bias"]) for t in golden["themes"]]
    assert tagger.themes[0].name["vi"].startswith("Tổ chức")
    assert all(theme.color.startswith("#") for theme in tagger.themes)
    assert repr(tagger).startswith("Tagger(themes: staffing, ")


def test_none_gives_none_and_an_empty_text_has_no_theme(tagger):
    nothing, empty = tagger.tag([None, ""])
    assert nothing is None
    assert empty.themes == []
    assert len(empty.scores) == 4
    assert tagger.tag([]) == []


def test_any_iterable_of_texts_is_taken(tagger, texts):
    expected = tagger.tag(texts)
    assert tagger.tag(tuple(texts)) == expected
    assert tagger.tag(text for text in texts) == expected
    assert isinstance(expected[0], Tagging)
    assert isinstance(expected[0].themes[0], ThemeScore)


def test_an_error_of_the_iterable_is_raised(tagger):
    def texts():
        yield "Trời mưa."
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        tagger.tag(texts())


def test_long_lists_have_the_same_results_as_their_parts_with_any_number_of_threads(tagger):
    texts = paragraphs_of(9000)
    one_by_one = [tagger.tag([text])[0] for text in texts]
    assert tagger.tag(texts) == one_by_one
    assert tagger.tag(texts, threads=3) == one_by_one
    assert tagger.tag(texts[:5], threads=1000) == one_by_one[:5]


def test_a_tagger_is_used_by_several_threads(tagger):
    texts = paragraphs_of(500)
    expected = tagger.tag(texts)
    results: list[list[Tagging]] = []
    threads = [threading.Thread(target=lambda: results.append(tagger.tag(texts))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8


def test_thresholds_replace_those_of_the_model(tagger, texts):
    scores = [result.scores["staffing"] for result in tagger.tag(texts)]
    strict = Tagger(thresholds={"staffing": (1 + max(scores)) / 2})
    lenient = Tagger(thresholds={"staffing": min(scores) / 2})
    assert strict.themes[0].threshold == float32((1 + max(scores)) / 2)
    assert strict.themes[1:] == tagger.themes[1:]

    def count(tagger: Tagger) -> int:
        themes = [theme.theme for result in tagger.tag(texts) for theme in result.themes]
        return themes.count("staffing")

    assert (count(strict), count(lenient)) == (0, len(texts))
    assert 0 < count(tagger) < len(texts)


def test_a_model_is_a_path_or_bytes_of_a_model_file_or_a_pack(texts):
    released = ROOT / "tests/fixtures/released/0.1.0"
    path = released / "toy.model"
    expected = Tagger(path).tag(texts)
    pack = Tagger(released / "toy.themelight")
    for tagger in [Tagger(str(path)), Tagger(path.read_bytes()), pack]:
        assert tagger.tag(texts) == expected
    assert pack.info.checksum == Tagger(path).info.checksum
    assert expected != Tagger().tag(texts)


@pytest.mark.parametrize(
    ("texts", "error", "message"),
    [
        ("một", TypeError, r"found one str; write tag\(\[text\]\)"),
        (3, TypeError, "expects a list of texts or an Arrow array, found int"),
        (None, TypeError, "found NoneType"),
        (["a", 1], TypeError, "text 1: expected str or None, found int"),
        ([b"a"], TypeError, "text 0: expected str or None, found bytes"),
        (["a", "\ud800"], ValueError, "text 1: expected valid Unicode, found half of a surrogate"),
    ],
)
def test_what_is_no_list_of_texts_is_refused(tagger, texts, error, message):
    with pytest.raises(error, match=message):
        tagger.tag(texts)


def test_the_repair_that_the_message_of_half_a_surrogate_names_works(tagger):
    tagger.tag(["\ud800".encode("utf-8", "replace").decode()])


@pytest.mark.parametrize("threads", [0, -1, 1025])
def test_a_number_of_threads_out_of_range_is_refused(tagger, threads):
    with pytest.raises(ValueError, match=f"threads: expected 1 to 1024, found {threads}"):
        tagger.tag([], threads=threads)


def test_models_that_cannot_be_read_are_refused(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"nope\.model: the model cannot be read"):
        Tagger(tmp_path / "nope.model")
    with pytest.raises(OSError, match="the model cannot be read"):
        Tagger(tmp_path)
    with pytest.raises(ValueError, match='expected the file to start with "THML"'):
        Tagger(b"<!doctype html>")
    with pytest.raises(TypeError, match="path or the bytes of a model file or pack, found int"):
        Tagger(3)  # type: ignore[arg-type]
    model = bytearray((ROOT / "tests/golden/toy.model").read_bytes())
    model[len(model) // 2] ^= 1
    with pytest.raises(ValueError, match="checksum"):
        Tagger(bytes(model))


def test_wrong_thresholds_are_refused():
    with pytest.raises(ValueError, match=r"themes of the model \(staffing, .*\), found \"sport\""):
        Tagger(thresholds={"sport": 0.5})
    for score in [0, 1, 1.5, -1, float("nan")]:
        with pytest.raises(ValueError, match='above 0 and below 1 for "staffing"'):
            Tagger(thresholds={"staffing": score})
