"""The words a case is found by: the beginnings of names, and whole numbers."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SHORTEST, LONGEST = 2, 20  # letters of the beginning of a word
CPR = 10  # digits
WORD = re.compile(r"\w+")


def normalised(text: str) -> tuple[str, ...]:
    """Split into words, without case and accents; æ, ø and å stay letters of their own."""
    folded = text.casefold()
    plain = folded if folded.isascii() else "".join(map(plain_letter, folded))
    return tuple(WORD.findall(plain))


@lru_cache(maxsize=1_000)
def plain_letter(letter: str) -> str:
    if letter in "æøå":
        return letter
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def beginnings(text: str, kind: str) -> frozenset[str]:
    """Give every beginning, of two letters and more, of every word, marked with its kind."""
    return frozenset(
        f"{kind}:{word[:end]}"
        for word in normalised(text)
        for end in range(min(SHORTEST, len(word)), min(len(word), LONGEST) + 1)
    )


def number(text: str, kind: str) -> str:
    return f"{kind}:{''.join(filter(str.isdigit, text))}"


def asked(text: str, kind: str) -> frozenset[str]:
    """Give the words that a row must have to be an answer to `text`."""
    return frozenset(f"{kind}:{word[:LONGEST]}" for word in normalised(text))


def numbers(texts: Iterable[str], kind: str) -> frozenset[str]:
    return frozenset(number(text, kind) for text in texts)


def words_of_person(name: str | None, cpr: str | None) -> frozenset[str]:
    """Give what a person is found by; nothing is left of them when the case was erased."""
    names = beginnings(name, "name") if name else frozenset[str]()
    return names | numbers([cpr] if cpr else [], "cpr")


def person_asked(text: str) -> frozenset[str]:
    """Give the words of a question for a citizen: a CPR number, or names."""
    digits = text.replace("-", "").replace(" ", "")
    if len(digits) == CPR and digits.isdigit():
        return frozenset({number(digits, "cpr")})
    return asked(text, "name")
