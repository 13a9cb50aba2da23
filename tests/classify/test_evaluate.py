"""What so many labels would be worth, measured on a plain CSV."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from classify.errors import ExampleTableError
from classify.evaluate import evaluate_examples
from classify.examples import Examples, read_examples
from settings.errors import ListenbackError
from tests.classify.calls import texts


def table(path: Path, *, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\n") -> Path:
    said, labels = texts(120)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=newline)
        writer.writerow(["id", "said", "why"])
        writer.writerows([number, text, label] for number, (text, label) in enumerate(zip(said, labels, strict=True)))
    return path


def test_it_reports_what_the_command_line_promises(tmp_path: Path) -> None:
    examples = read_examples(table(tmp_path / "a.csv"), text_column="said", label_column="why")
    seen: list[int] = []
    report = evaluate_examples(examples, train_size=30, seeds=2, after_seed=seen.append).as_json()
    assert {"macro_f1", "macro_f1_by_seed", "log_loss", "ece", "per_cause"} <= set(report)
    assert report["macro_f1"] > 0.9
    assert len(report["macro_f1_by_seed"]) == 2
    assert set(report["per_cause"]) == {"bill", "login", "parcel"}
    assert (report["train_size"], report["test_rows"], report["unlabelled"]) == (30, 36, 54)
    assert seen == [0, 1]
    json.dumps(report, allow_nan=False)


def test_without_a_size_it_learns_from_all_of_the_training_part(tmp_path: Path) -> None:
    examples = read_examples(table(tmp_path / "a.csv"), text_column="said", label_column="why")
    assert evaluate_examples(examples, train_size=None, seeds=1).train_size == 84
    assert evaluate_examples(examples, train_size=5_000, seeds=1).train_size == 84


def test_it_reads_semicolons_windows_line_ends_a_mark_and_gzip(tmp_path: Path) -> None:
    plain = read_examples(table(tmp_path / "a.csv"), text_column="said", label_column="why")
    foreign = table(tmp_path / "b.csv", delimiter=";", encoding="utf-8-sig", newline="\r\n")
    packed = tmp_path / "c.csv.gz"
    packed.write_bytes(gzip.compress(foreign.read_bytes()))
    for path in (foreign, packed):
        assert read_examples(path, text_column="said", label_column="why") == plain


def test_rows_without_text_or_label_are_skipped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("said,why\nhello,bill\n,bill\nhi,\nshort\n", encoding="utf-8")
    assert read_examples(path, text_column="said", label_column="why") == Examples(("hello",), ("bill",), 3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"said,reason\nhello,bill\n", "has no column 'why'.*Its columns are said, reason"),
        (b"said,why\n\xff\xfe\xfa,bill\n", "no CSV in UTF-8"),
        (b"\x1f\x8b\x08broken", "cannot be read"),
    ],
)
def test_it_says_what_is_wrong_with_a_table(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(ExampleTableError, match=message):
        read_examples(path, text_column="said", label_column="why")


def test_it_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ListenbackError, match=r"none\.csv cannot be read"):
        read_examples(tmp_path / "none.csv", text_column="said", label_column="why")


@pytest.mark.parametrize(
    ("rows", "size", "seeds", "message"),
    [(30, 10, 1, "are too few"), (120, 1, 1, "cannot teach two causes"), (120, 10, 0, "measure nothing")],
)
def test_it_refuses_what_cannot_be_measured(rows: int, size: int, seeds: int, message: str) -> None:
    said, labels = texts(rows)
    with pytest.raises(ExampleTableError, match=message):
        evaluate_examples(Examples(tuple(said), tuple(labels), 0), train_size=size, seeds=seeds)


def test_it_refuses_texts_without_words() -> None:
    _, labels = texts(120)
    with pytest.raises(ExampleTableError, match="no words"):
        evaluate_examples(Examples(("?",) * 120, tuple(labels), 0), train_size=20, seeds=1)


@pytest.mark.parametrize(
    ("texts_of", "least"),
    [
        (("网络断了 你好", "我的账单太高了", "我要搬家"), 0.99),
        (("der Anschluss ist tot – seit März", "doppelt abgebucht für Öl", "Umzug nächsten Monat"), 0.99),
        (("😡 parcel 📦 late", 'bill; high, "twice"\tcharged', "line\nbreak | and | turns"), 0.99),
        (("17 4", "99 2", "3 3"), 0.0),
        (("the same words", "the same words", "the same words"), 0.0),
        (("word " * 900, "other " * 900, "third " * 900), 0.99),
    ],
)
@pytest.mark.filterwarnings("error")
def test_other_languages_signs_and_lengths_are_measured_too(
    tmp_path: Path, texts_of: tuple[str, ...], least: float
) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["said", "why"])
        writer.writerows((texts_of[row % 3], f"cause {row % 3}") for row in range(120))
    report = evaluate_examples(
        read_examples(path, text_column="said", label_column="why"), train_size=30, seeds=1
    ).as_json()
    assert least <= report["macro_f1"] <= 1.0
    assert len(report["per_cause"]) == 3


def test_fewer_labels_than_causes_still_measure(tmp_path: Path) -> None:
    names = ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi", "ij", "jk", "kl", "lm"]
    path = tmp_path / "a.csv"
    path.write_text("said,why\n" + "".join(f"{names[row % 12] * 3} please,c{row % 12:02d}\n" for row in range(480)))
    examples = read_examples(path, text_column="said", label_column="why")
    report = evaluate_examples(examples, train_size=8, seeds=1).as_json()
    assert 0.5 < report["macro_f1"] < 0.7  # eight of twelve causes were taught
    json.dumps(report, allow_nan=False)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("said,said,why\na,b,c\n")
    with pytest.raises(ExampleTableError, match="2 columns 'said'"):
        read_examples(path, text_column="said", label_column="why")
