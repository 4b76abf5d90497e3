"""Measures systems on texts that they were not trained on, with 50, 300 and 2,000 labelled texts.

    python tests/bench/peers/held_out.py --press labelled.jsonl --write

Prints macro-F1 by data set, number of texts and system, and with --write puts the figures into
held-out.json. Prints no texts.
"""

import argparse
import json
import pathlib
import random
import sys

import numpy as np

import data_sets
from systems import FastText, LogisticRegressionCVs, Themelight

HERE = pathlib.Path(__file__).parent
# Number of training texts, and of samples whose mean is the figure.
SIZES = {50: 5, 300: 3, 2000: 1}
TESTED = 2000
# What `themelight train` needs of each theme.
LEAST = 5


def sample(examples, labels, size, seed):
    """Draws texts of different groups at random, after enough of each theme."""
    shuffled = examples[:]
    random.Random(seed).shuffle(shuffled)
    first = {}
    for e in shuffled:
        first.setdefault(e.get("group") or e["id"], e)
    shuffled = list(first.values())
    enough = [e for label in labels for e in [e for e in shuffled if label in e["labels"]][:LEAST]]
    chosen = {e["id"]: e for e in [*enough, *shuffled]}
    return list(chosen.values())[:size]


def macro_f1(predicted, test, labels):
    truths = np.array([[label in e["labels"] for label in labels] for e in test])
    both = (predicted & truths).sum(0)
    return float(np.mean(2 * both / np.maximum(predicted.sum(0) + truths.sum(0), 1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--press", help="labelled press paragraphs, JSON Lines; left out if not given")
    parser.add_argument("--themelight", default="target/debug/themelight", help="the command line program")
    parser.add_argument("--only", help="a single data set, by its name")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--systems", nargs="*")
    parser.add_argument("--samples", type=int)
    parser.add_argument("--write", action="store_true", help="write held-out.json")
    args = parser.parse_args()

    sets = {"Debian descriptions, German": data_sets.debian_german, "20 Newsgroups, English": data_sets.newsgroups}
    if args.press:
        sets = {"press, Vietnamese": lambda: data_sets.press(args.press), **sets}
    systems = {
        "themelight": Themelight(args.themelight),
        "scikit-learn": LogisticRegressionCVs(),
        "scikit-learn, tuned": LogisticRegressionCVs(tuned=True),
        "fastText": FastText(),
    }
    if args.systems:
        systems = {name: systems[name] for name in args.systems}
    figures = []
    for name, load in sets.items():
        if args.only and args.only not in name:
            continue
        train, test = load()
        random.Random(0).shuffle(test)
        test = test[:TESTED]
        labels = sorted({label for e in train for label in e["labels"]})
        for size in args.sizes:
            found = {system: [] for system in systems}
            for seed in range(args.samples or SIZES[size]):
                drawn = sample(train, labels, size, seed)
                for system, peer in systems.items():
                    found[system].append(macro_f1(peer.predict(drawn, test, labels), test, labels))
            f1 = {system: round(float(np.mean(values)), 3) for system, values in found.items()}
            figures.append({"data": name, "texts": size, "tested": len(test), "themes": len(labels), "macro_f1": f1})
            print(json.dumps(figures[-1]), {k: [round(v, 3) for v in vs] for k, vs in found.items()}, flush=True)
    if args.write:
        (HERE / "held-out.json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
