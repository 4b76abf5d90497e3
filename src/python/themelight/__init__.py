"""Tags the paragraphs of a news article by theme.

>>> from themelight import Tagger
>>> tagger = Tagger()
>>> tagger.tag(["Tỉnh ủy tinh giản biên chế."])[0].themes[0].theme
'staffing'

The default model covers four themes of Vietnamese public life: staffing, discipline, training and
digital transformation. Most paragraphs have none of them.
"""

from ._themelight import Tagger, TagTable, __version__
from ._types import Evidence, ModelInfo, Tagging, Theme, ThemeScore

__all__ = [
    "Evidence",
    "ModelInfo",
    "TagTable",
    "Tagger",
    "Tagging",
    "Theme",
    "ThemeScore",
    "__version__",
]
