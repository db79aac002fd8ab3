"""One generator per purpose."""

from core.randomness import CHOICES, DATA, EMPTIES, REFERENCES, SAMPLES, STARTS, generator


def test_the_same_seed_and_purpose_give_the_same_numbers():
    assert generator(7, STARTS).random() == generator(7, STARTS).random()


def test_every_purpose_and_every_seed_has_numbers_of_its_own():
    purposes = (DATA, STARTS, EMPTIES, REFERENCES, CHOICES, SAMPLES)
    found = {generator(seed, purpose).random() for seed in range(20) for purpose in purposes}
    assert len(found) == 120


def test_the_numbers_of_the_purposes_never_change():
    assert (DATA, STARTS, EMPTIES) == (0, 1, 2)
    assert (REFERENCES, CHOICES, SAMPLES) == (3, 4, 5)
