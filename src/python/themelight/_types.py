"""The types of results: named tuples, so that they unpack, compare and pickle."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Evidence", "ModelInfo", "Tagging", "Theme", "ThemeScore"]


class ThemeScore(NamedTuple):
    """A theme of a text."""

    theme: str
    """The theme's id."""
    score: float
    """Calibrated probability, 0 to 1; a float32."""


class Tagging(NamedTuple):
    """The result for one text."""

    themes: list[ThemeScore]
    """Themes at or over their threshold, the best first. Empty for most paragraphs."""
    scores: dict[str, float]
    """The probability of every theme, in the order of `Tagger.themes`."""


class Evidence(NamedTuple):
    """One occurrence of an n-gram, with its contribution to a theme's logit."""

    theme: str
    """The theme's id."""
    start: int
    """First character, in code points: `text[start:end]` is the n-gram."""
    end: int
    """One past the last character, in code points."""
    weight: float
    """Above 0 if the n-gram counts for the theme, below 0 if it counts against it."""


class Theme(NamedTuple):
    """A theme of the model."""

    id: str
    name: dict[str, str]
    """Display names by language; the default model has `vi` and `en`."""
    color: str
    """Colour on a light page, such as `#1f5fbf`."""
    color_dark: str
    """Colour on a dark page."""
    threshold: float
    """Lowest score at which a text has the theme."""
    bias: float
    """Logit of a text without any selected n-gram."""


class ModelInfo(NamedTuple):
    """Facts about the model."""

    pipeline: int
    """Number of the text pipeline; a model of another pipeline is refused."""
    features: int
    """Number of n-grams that have weights."""
    bytes: int
    """Size of the model file."""
    checksum: str
    """CRC-32 of the model file, eight hexadecimal digits."""
    language: str
    """Language tag of the texts that the model reads; `vi` for the default model."""
