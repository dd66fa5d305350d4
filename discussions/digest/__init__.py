"""What discussions put in a digest: what waits for the reader, what is new, and older things."""

from discussions.digest import older, waiting, week  # noqa: F401 - they declare sections
