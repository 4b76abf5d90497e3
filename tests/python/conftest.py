"""Fixtures: the golden vectors of the repository, paragraphs, the command."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from themelight import Tagger

ROOT = Path(__file__).resolve().parents[2]


def golden_of(name: str) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads((ROOT / f"tests/golden/{name}.json").read_text("utf-8"))
    for case in golden["cases"]:
        case["text"] *= case.get("repeat", 1)
    return golden


def paragraphs_of(count: int) -> list[str]:
    """Returns paragraphs of shuffled sentences, of about 535 bytes as in newspapers."""
    sentences = (ROOT / "tests/bench/sentences.txt").read_text("utf-8").splitlines()
    chance = random.Random(1)
    paragraphs = []
    while len(paragraphs) < count:
        paragraph: list[str] = []
        while sum(len(sentence.encode()) + 1 for sentence in paragraph) < 486:
            paragraph.append(chance.choice(sentences))
        paragraphs.append(" ".join(paragraph))
    return paragraphs


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger()


@pytest.fixture(scope="session")
def golden() -> dict[str, Any]:
    return golden_of("vi-public-life")


@pytest.fixture(scope="session")
def texts(golden: dict[str, Any]) -> list[str]:
    return [case["text"] for case in golden["cases"]]


@pytest.fixture(scope="session")
def cli() -> str:
    """The command, which `npm run test:python` builds."""
    return os.environ["THEMELIGHT_CLI"]
