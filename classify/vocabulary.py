"""Terms and their weights: TF-IDF that is fitted once and can be written down as plain text and one array."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

Floats = NDArray[np.float32]


class TermKind(StrEnum):
    """What counts as a term: words and word pairs, or runs of three to five letters inside a word."""

    WORDS = "words"
    LETTERS = "letters"


KINDS: dict[TermKind, dict[str, Any]] = {
    TermKind.WORDS: {"ngram_range": (1, 2)},
    TermKind.LETTERS: {"analyzer": "char_wb", "ngram_range": (3, 5)},
}
FEW_TEXTS = 60
MANY_TEXTS = 1_000


@dataclass(frozen=True)
class Vocabulary:
    """A fitted vocabulary; `terms` and `idf` say everything about it."""

    kind: TermKind
    terms: tuple[str, ...]
    idf: Floats
    vectorizer: TfidfVectorizer

    def count(self, texts: Sequence[str]) -> csr_matrix:
        """TF-IDF of each text, shape (len(texts), len(terms)), rows of unit length or empty."""
        return self.vectorizer.transform(texts)


def learn_vocabulary(kind: TermKind, texts: Sequence[str], *, most: int) -> Vocabulary | None:
    """The `most` frequent terms of some texts; None where no text has any term.

    A term has to be in more than one text, letters in more than four once texts are many: what was said once
    carries a name rather than a cause.
    """
    rarest = _rarest(kind, len(texts))
    for least in (rarest, 1):
        vectorizer = _vectorizer(kind, min_df=min(least, max(len(texts), 1)), max_features=most)
        try:
            vectorizer.fit(texts)
        except ValueError:  # scikit-learn's word for "no term is left"
            continue
        terms = tuple(str(term) for term in vectorizer.get_feature_names_out())
        return Vocabulary(kind, terms, np.asarray(vectorizer.idf_, dtype=np.float32), vectorizer)
    return None


def restore_vocabulary(kind: TermKind, terms: Sequence[str], idf: Floats) -> Vocabulary:
    """The vocabulary that was written down. Raises ValueError where terms and weights do not belong together."""
    if len(terms) != len(idf) or len(set(terms)) != len(terms):
        raise ValueError(f"{len(terms)} terms and {len(idf)} weights do not make a vocabulary")
    vectorizer = _vectorizer(kind, vocabulary=list(terms))
    vectorizer.idf_ = np.asarray(idf, dtype=np.float32)
    return Vocabulary(kind, tuple(terms), np.asarray(idf, dtype=np.float32), vectorizer)


def _rarest(kind: TermKind, texts: int) -> int:
    if texts < FEW_TEXTS:
        return 1
    return 5 if kind is TermKind.LETTERS and texts >= MANY_TEXTS else 2


def _vectorizer(kind: TermKind, **settings: Any) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **KINDS[kind], **settings)
