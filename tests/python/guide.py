"""The code blocks of the guide."""

from __future__ import annotations

import re
from typing import Any

from conftest import ROOT

GUIDE = (ROOT / "src/python/README.md").read_text("utf-8")


def blocks() -> dict[str, str]:
    """Returns the Python blocks by the heading above them."""
    found: dict[str, str] = {}
    for section in re.split(r"^##+ ", GUIDE, flags=re.MULTILINE)[1:]:
        code = re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        if code:
            found[section.split("\n")[0]] = "\n".join(code)
    return found


def run(*headings: str) -> dict[str, Any]:
    """Runs the blocks of these headings one after another; returns their names.

    As in a program: Spark and pickle find what is defined in `__main__`.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    for heading in headings:
        exec(compile(blocks()[heading], f"README.md, {heading}", "exec"), names)
    return names
