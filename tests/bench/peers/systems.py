"""The systems that are compared. Each takes labelled texts and returns the themes of others."""

import json
import os
import re
import subprocess
import tempfile
import unicodedata

import fasttext
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.model_selection import cross_val_predict

FOLDS = 5


def write(path, examples):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(e, ensure_ascii=False) + "\n" for e in examples)


class Themelight:
    """`themelight train` and `tag` as they are without options."""

    def __init__(self, program):
        self.program = program

    def predict(self, train, test, labels):
        with tempfile.TemporaryDirectory() as folder:
            data, texts = os.path.join(folder, "train.jsonl"), os.path.join(folder, "test.jsonl")
            write(data, train)
            write(texts, [{"id": str(n), "text": e["text"]} for n, e in enumerate(test)])
            out = os.path.join(folder, "model")
            run([self.program, "train", "--out", out, data])
            tags = run([self.program, "tag", "--model", os.path.join(out, "model.model"), texts])
        found = [{theme["theme"] for theme in json.loads(line)["themes"]} for line in tags.splitlines()]
        return np.array([[label in themes for label in labels] for themes in found])


def run(command):
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}:\n{done.stderr}")
    return done.stdout


class LogisticRegressionCVs:
    """TF-IDF of word 1- and 2-grams, and one LogisticRegressionCV per theme: as it is without options,
    or tuned for rare themes, with classes in balance, C of the best average precision, and the
    threshold of the best F1 in cross-validation."""

    def __init__(self, tuned=False):
        self.tuned = tuned

    def predict(self, train, test, labels):
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b")
        x = vectorizer.fit_transform([e["text"] for e in train])
        unseen = vectorizer.transform([e["text"] for e in test])
        columns = []
        for label in labels:
            truths = np.array([label in e["labels"] for e in train])
            options = {"class_weight": "balanced"} if self.tuned else {}
            scoring = "average_precision" if self.tuned else None
            model = LogisticRegressionCV(max_iter=1000, scoring=scoring, **options).fit(x, truths)
            threshold = 0.0
            if self.tuned:
                chosen = LogisticRegression(C=model.C_[0], max_iter=1000, **options)
                held_out = cross_val_predict(chosen, x, truths, cv=FOLDS, method="decision_function")
                threshold = best_threshold(held_out, truths)
            columns.append(model.decision_function(unseen) >= threshold)
        return np.array(columns).T


class FastText:
    """fastText, supervised, one-vs-all, word 1- and 2-grams, with the learning rate and the epochs of
    its tutorial, and for each theme the threshold with the best F1 in cross-validation. Texts
    without a theme have the label `none`: it skips lines without labels."""

    def scores(self, train, test, labels):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            for e in train:
                names = " ".join(f"__label__{label}" for label in e["labels"] or ["none"])
                file.write(f"{names} {words(e['text'])}\n")
            file.flush()
            model = fasttext.train_supervised(
                file.name, loss="ova", wordNgrams=2, epoch=25, lr=1.0, dim=100, bucket=200_000, thread=1, seed=1, verbose=0
            )
        rows = []
        for e in test:
            probability = dict(zip(*model.predict(words(e["text"]), k=-1)))
            rows.append([probability.get(f"__label__{label}", 0.0) for label in labels])
        return np.array(rows)

    def predict(self, train, test, labels):
        truths = np.array([[label in e["labels"] for label in labels] for e in train])
        held_out = np.zeros(truths.shape)
        for fold in range(FOLDS):
            others = [e for n, e in enumerate(train) if n % FOLDS != fold]
            held_out[fold::FOLDS] = self.scores(others, train[fold::FOLDS], labels)
        thresholds = [best_threshold(held_out[:, n], truths[:, n]) for n in range(len(labels))]
        return self.scores(train, test, labels) >= thresholds


def best_threshold(scores, truths):
    """Returns the threshold with the best F1, half-way between two scores."""
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(truths[order])
    best = int(np.argmax(2 * found / (np.arange(1, len(order) + 1) + truths.sum())))
    following = scores[order[best + 1]] if best + 1 < len(order) else scores[order[best]] - 1
    return (scores[order[best]] + following) / 2


def words(text):
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))
