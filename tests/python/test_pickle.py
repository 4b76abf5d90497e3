"""Pickled taggers, and processes that share one."""

from __future__ import annotations

import copy
import gc
import multiprocessing
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

import pytest
from conftest import ROOT
from themelight import Tagger

TOY = ROOT / "tests/golden/toy.model"


def test_pickled_taggers_give_the_same_results(tagger, texts):
    strict = Tagger(TOY.read_bytes(), thresholds={"staffing": 0.7})
    for one in [tagger, strict]:
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(one, protocol))
            assert again.tag(texts) == one.tag(texts)
            assert again.themes == one.themes
        assert copy.deepcopy(one).info == one.info


def test_the_default_model_is_not_in_the_pickle(tagger):
    assert len(pickle.dumps(tagger)) < 200
    assert len(pickle.dumps(Tagger(TOY))) > TOY.stat().st_size


def test_a_pickle_does_not_need_the_file_of_the_model(tmp_path, texts):
    path = tmp_path / "a.model"
    path.write_bytes(TOY.read_bytes())
    expected, pickled = Tagger(path).tag(texts), pickle.dumps(Tagger(path))
    path.unlink()
    assert pickle.loads(pickled).tag(texts) == expected


def test_a_pickle_of_another_default_model_is_refused(tagger):
    pickled = pickle.dumps(tagger).replace(tagger.info.checksum.encode(), b"deadbeef")
    with pytest.raises(ValueError, match=r"expected the default model deadbeef.*same version"):
        pickle.loads(pickled)


def test_a_process_reads_a_model_once(tagger):
    code = """
import pickle, resource, sys
pickled = sys.stdin.buffer.read()
memory = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
taggers = [pickle.loads(pickled)]
before = memory()
taggers += [pickle.loads(pickled) for _ in range(2000)]
print(memory() - before)
"""
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, input=pickle.dumps(tagger), capture_output=True)
    assert result.returncode == 0, result.stderr
    # Each model of its own would need more than 100 KB.
    assert int(result.stdout) < 20_000, "KB for 2,000 taggers"


def first_themes(tagger: Tagger, texts: list[str]) -> list[list[str]]:
    return [[theme.theme for theme in result.themes] for result in tagger.tag(texts, threads=2)]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_share_a_tagger(tagger, texts, method):
    expected = first_themes(tagger, texts)
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        results = list(pool.map(first_themes, [tagger] * 4, [texts] * 4))
    assert results == [expected] * 4


def test_taggers_are_freed():
    model = TOY.read_bytes()
    for at in range(50):
        # Each is another model for the process, which keeps eight.
        assert Tagger(model, thresholds={"staffing": (at + 1) / 100}).themes
    gc.collect()
    assert Tagger(model).tag(["a"])
