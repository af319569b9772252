"""What a case is found by: beginnings of names without case and accents, and whole numbers."""

import pytest

from projections.words import asked, beginnings, person_asked, words_of_person

WORDS = words_of_person("Anne-Marie Ærøskøbing é Müller", "1203751231")


@pytest.mark.parametrize(
    "question",
    ["anne", "ANNE", "an", "marie anne", "ærø", "Ærøskøbing", "muller", "Müller", "120375-1231"],
)
def test_found(question: str) -> None:
    assert person_asked(question) <= WORDS


@pytest.mark.parametrize(
    "question", ["nne", "a", "aero", "annemarie", "anne x", "1203751232", "12037512", "aeroskobing"]
)
def test_not_found(question: str) -> None:
    assert not person_asked(question) <= WORDS


def test_a_word_of_one_letter_is_found_whole() -> None:
    assert asked("B", "name") <= beginnings("Ole B", "name")


def test_nothing_is_left_of_an_erased_person() -> None:
    assert words_of_person(None, None) == frozenset()


def test_long_words_are_found_by_what_is_kept_of_them() -> None:
    long = "sygedagpengeforsikringsordningen"
    assert asked(long, "text") <= beginnings(long, "text")
    assert asked(long[:20] + "x", "text") <= beginnings(long, "text")
