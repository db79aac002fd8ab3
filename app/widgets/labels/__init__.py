"""Text that is cut with an ellipsis, and text that is never markup."""
