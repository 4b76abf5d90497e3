"""Compares peers on labelled paragraphs, in the same folds as `themelight evaluate --cross-validate`.

Scores are from models trained without the fold; thresholds give the best F1 on the other folds, as in
Themelight. Prints a table of figures and no texts.
"""

import argparse
import json
import math
import os
import re
import subprocess
import tempfile
import unicodedata

import fasttext
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.svm import LinearSVC

FOLDS = 5
MASK = (1 << 64) - 1


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def fold(example):
    """Returns the fold hash of src/train/validate.rs for the group name of src/train/data/bags."""
    group = f"{fnv(example.get('group') or example['id']):016x}"
    return ((fnv(group) * 0x9E3779B97F4A7C15) & MASK) >> 33


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def best_threshold(scores, truths):
    """Returns the threshold with the best F1, half-way between two scores."""
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(truths[order])
    f1 = 2 * found / (np.arange(1, len(order) + 1) + truths.sum())
    best = int(np.argmax(f1))
    following = scores[order[best + 1]] if best + 1 < len(order) else scores[order[best]] - 1
    return (scores[order[best]] + following) / 2


class Sklearn:
    """One-vs-rest on TF-IDF of word 1- and 2-grams, one classifier per label."""

    def __init__(self, make):
        self.make = make

    def scores(self, train, test, labels):
        vectorizer = TfidfVectorizer(
            tokenizer=words, token_pattern=None, lowercase=False, ngram_range=(1, 2), min_df=2, sublinear_tf=True
        )
        x = vectorizer.fit_transform([e["text"] for e in train])
        unseen = vectorizer.transform([e["text"] for e in test])
        columns = []
        for label in labels:
            kept = [i for i, e in enumerate(train) if label not in e.get("ignore", [])]
            truths = [label in train[i]["labels"] for i in kept]
            columns.append(self.make().fit(x[kept], truths).decision_function(unseen))
        return np.array(columns).T, len(vectorizer.vocabulary_) * len(labels) * 4


class FastText:
    """Supervised, one-vs-all, 2-grams, quantised. Paragraphs without a label get the label `none`: fastText
    skips lines without labels."""

    def scores(self, train, test, labels):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "train.txt")
            with open(path, "w") as file:
                for e in train:
                    names = " ".join(f"__label__{l}" for l in e["labels"] or ["none"])
                    file.write(f"{names} {' '.join(words(e['text']))}\n")
            model = fasttext.train_supervised(
                path, loss="ova", wordNgrams=2, epoch=25, lr=0.5, dim=50, minCount=2, bucket=200_000, thread=1, seed=1, verbose=0
            )
            model.quantize(input=path, cutoff=100_000, retrain=True, qnorm=True, thread=1, verbose=0)
            quantised = os.path.join(folder, "model.ftz")
            model.save_model(quantised)
            size = os.path.getsize(quantised)
        rows = []
        for e in test:
            names, probabilities = model.predict(" ".join(words(e["text"])), k=-1)
            by_name = dict(zip(names, probabilities))
            rows.append([by_name.get(f"__label__{label}", 0.0) for label in labels])
        return np.array(rows), size


def measure(peer, examples, labels):
    fold_of = np.array([fold(e) % FOLDS for e in examples])
    scores, size = np.zeros((len(examples), len(labels))), 0
    for f in range(FOLDS):
        train = [e for e, g in zip(examples, fold_of) if g != f]
        test = [e for e, g in zip(examples, fold_of) if g == f]
        scores[fold_of == f], here = peer.scores(train, test, labels)
        size = max(size, here)
    figures = {}
    for l, label in enumerate(labels):
        counted = np.array([label not in e.get("ignore", []) for e in examples])
        truths = np.array([label in e["labels"] for e in examples])
        predicted = np.zeros(len(examples), bool)
        for f in range(FOLDS):
            others = (fold_of != f) & counted
            predicted[fold_of == f] = scores[fold_of == f, l] >= best_threshold(scores[others, l], truths[others])
        true_positives = (predicted & truths & counted).sum()
        f1 = 2 * true_positives / ((predicted & counted).sum() + (truths & counted).sum())
        figures[label] = {"f1": f1, "average_precision": average_precision_score(truths[counted], scores[counted, l])}
    return figures, size


def measure_themelight(themelight, path):
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.html")
        command = [themelight, "evaluate", "--cross-validate", "--report", report, "--json", path]
        labels = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["labels"]
        with open(os.path.join(folder, "report.json")) as file:
            size = json.load(file)["model"]["brotli"]
    return labels, size


def row(name, figures, size):
    f1 = [figures[label]["f1"] for label in sorted(figures)]
    precision = np.mean([figures[label]["average_precision"] for label in figures])
    cells = [name, *(f"{v:.3f}" for v in f1), f"**{np.mean(f1):.3f}**", f"{precision:.3f}", f"{math.ceil(size / 1024):,} KB"]
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", help="labelled paragraphs, JSON Lines")
    parser.add_argument("--themelight", default="target/release/themelight", help="the command line program")
    args = parser.parse_args()
    with open(args.data) as file:
        examples = [json.loads(line) for line in file if line.strip()]
    labels = sorted({label for e in examples for label in e["labels"]})
    print("| system | " + " | ".join(labels) + " | macro-F1 | mean average precision | size |")
    print("| --- |" + " ---: |" * (len(labels) + 3))
    row("Themelight (size under Brotli)", *measure_themelight(args.themelight, args.data))
    balanced = {"class_weight": "balanced"}
    peers = {
        "TF-IDF + logistic regression (weights only, 32 bits)": Sklearn(lambda: LogisticRegression(C=10, max_iter=1000)),
        "the same, balanced classes": Sklearn(lambda: LogisticRegression(C=10, max_iter=1000, **balanced)),
        "TF-IDF + LinearSVC (weights only, 32 bits)": Sklearn(lambda: LinearSVC(C=0.3)),
        "fastText, one-vs-all, quantised": FastText(),
    }
    for name, peer in peers.items():
        row(name, *measure(peer, examples, labels))


if __name__ == "__main__":
    main()
