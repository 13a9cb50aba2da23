"""Terms and their weights."""

import numpy as np
import pytest

from classify.vocabulary import TermKind, learn_vocabulary, restore_vocabulary


def test_it_counts_the_same_after_it_was_written_down() -> None:
    said = ["my bill is wrong", "the parcel is late", "my parcel"]
    learned = learn_vocabulary(TermKind.WORDS, said, most=100)
    assert learned is not None
    again = restore_vocabulary(TermKind.WORDS, learned.terms, learned.idf)
    assert (learned.count(said) != again.count(said)).nnz == 0


def test_words_said_once_are_left_out_where_texts_are_many() -> None:
    learned = learn_vocabulary(TermKind.WORDS, ["bill wrong"] * 70 + ["zanzibar"], most=100)
    assert learned is not None
    assert "bill" in learned.terms
    assert "zanzibar" not in learned.terms


def test_nothing_said_makes_no_vocabulary() -> None:
    assert learn_vocabulary(TermKind.WORDS, ["", "?"], most=10) is None


def test_it_refuses_weights_of_another_length() -> None:
    with pytest.raises(ValueError, match="do not make a vocabulary"):
        restore_vocabulary(TermKind.WORDS, ["a", "b"], np.ones(3, dtype=np.float32))
