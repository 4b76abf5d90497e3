"""What is in the wheel: version, licences, types, one module for all versions of Python."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import distribution, metadata
from pathlib import Path

import guide
import themelight
import tomllib
from conftest import ROOT


def test_the_version_is_that_of_the_crate_and_the_npm_package():
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    crate = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]
    assert themelight.__version__ == metadata("themelight")["version"]
    assert themelight.__version__ == package["version"] == crate["version"]


def test_the_metadata_have_licence_description_and_versions_of_python():
    facts = metadata("themelight")
    assert facts["License-Expression"] == "MIT OR Apache-2.0"
    assert facts["Requires-Python"] == ">=3.10"
    assert facts.get_all("Requires-Dist") is None
    assert facts.get_payload().strip() == (ROOT / "src/python/README.md").read_text("utf-8").strip()


def test_licences_are_in_the_wheel_with_the_notices_of_all_crates():
    files = {path.name: path for path in distribution("themelight").files}
    for name in ["LICENSE-MIT", "LICENSE-APACHE"]:
        assert files[name].read_text() == (ROOT / name).read_text("utf-8")
    notices = files["THIRD-PARTY-NOTICES.txt"].read_text()
    for crate in ["pyo3", "arrow-array", "arrow-pyarrow", "sha2", "libm"]:
        assert re.search(rf"^{crate} \d", notices, re.MULTILINE), crate
    assert "parquet" not in notices


def test_one_module_serves_all_versions_of_python():
    files = [path.name for path in distribution("themelight").files]
    assert {"py.typed", "_themelight.pyi"} <= set(files)
    assert [name for name in files if name.endswith(".so")] == ["_themelight.abi3.so"]
    assert not [name for name in files if name.endswith((".rs", ".toml"))]
    assert "cp310-abi3" in distribution("themelight").read_text("WHEEL")


def test_no_path_of_the_machine_is_in_the_module():
    [module] = [path for path in distribution("themelight").files if path.name.endswith(".so")]
    code = Path(module.locate()).read_bytes()
    for folder in [Path.home() / ".cargo", ROOT]:
        assert os.fsencode(folder) not in code
    assert b"/registry/src/" not in code


def test_public_names_have_docstrings():
    for name in themelight.__all__:
        thing = getattr(themelight, name)
        assert name == "__version__" or thing.__doc__, name
    for kind in [themelight.Tagger, themelight.TagTable]:
        for name in vars(kind):
            if not name.startswith("_"):
                assert getattr(kind, name).__doc__, name


def test_pip_takes_the_sources_as_the_guide_says():
    [command] = re.findall(r"^pip install (.+)$", guide.GUIDE, re.MULTILINE)
    # Reads the metadata and compiles nothing.
    dry = ["--dry-run", "--no-deps", "--no-build-isolation", "--force-reinstall", "--no-index"]
    pip = [sys.executable, "-m", "pip", "install", *dry, command]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path}  # with maturin
    result = subprocess.run(pip, cwd=ROOT, env=env, capture_output=True, text=True)
    assert f"Would install themelight-{themelight.__version__}" in result.stdout, result.stderr
