"""The gallery of demonstrations."""
