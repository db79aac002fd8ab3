"""What all tests share: they need no screen."""

import os

# Before Qt is imported, and only where no other platform was asked for.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
