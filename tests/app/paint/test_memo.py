"""What is kept is made anew only of other objects."""

from app.paint.memo import Memo


def test_the_same_parts_give_the_same_object() -> None:
    memo = Memo(lambda some, others: [*some, *others])
    one, other = [1], [2]
    made = memo(one, other)
    assert made == [1, 2]
    assert memo(one, other) is made
    assert memo(one, [2]) is not made
