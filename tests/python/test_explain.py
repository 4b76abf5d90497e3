"""Evidence: its offsets are code points, its weights add up to the score."""

from __future__ import annotations

import math
from collections import defaultdict

import pytest
from themelight import Evidence, Tagger


def test_evidence_is_that_of_the_golden_vectors(tagger, golden):
    checked = 0
    for case in golden["cases"]:
        evidence = tagger.explain(case["text"])
        assert len(evidence) == case["evidence"]["count"], case["name"]
        if any(ord(character) > 0xFFFF for character in case["text"]):
            continue  # the golden offsets are UTF-16 code units
        first = case["evidence"]["first"]
        for found, (theme, start, end, weight) in zip(evidence, first, strict=False):
            assert found[:3] == (theme, start, end)
            assert found.weight == pytest.approx(weight, abs=1e-9)
            checked += 1
    assert checked > 50


def test_weights_and_bias_add_up_to_the_logit(tagger, texts):
    for text in texts:
        sums: dict[str, float] = defaultdict(float)
        for evidence in tagger.explain(text):
            sums[evidence.theme] += evidence.weight
        [result] = tagger.tag([text])
        for theme in tagger.themes:
            probability = 1 / (1 + math.exp(-theme.bias - sums[theme.id]))
            assert result.scores[theme.id] == pytest.approx(probability, abs=1e-5)


def test_offsets_are_code_points(tagger):
    plain = "Tỉnh ủy tinh giản biên chế."
    moved = [e._replace(start=e.start + 2, end=e.end + 2) for e in tagger.explain(plain)]
    text = f"🌺 {plain}"
    evidence = tagger.explain(text)
    assert evidence == moved
    assert isinstance(evidence[0], Evidence)
    assert "biên chế" in {text[e.start : e.end] for e in evidence}


def test_texts_without_evidence_have_none(tagger):
    assert tagger.explain("") == []


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        (3, TypeError, "str"),
        ("\ud800", ValueError, "valid Unicode"),
        ("a" * ((1 << 20) + 1), ValueError, "at most 1048576 characters, found 1048577"),
    ],
)
def test_what_is_no_text_is_refused(text, error, message):
    with pytest.raises(error, match=message):
        Tagger().explain(text)
