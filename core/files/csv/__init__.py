"""Tables written as text: numbers in rows, in any of the ways in which people write them."""
