"""The directory: people by what they say of themselves, as far as the viewer reads it."""
