"""Access tokens, importers and feeds: how data comes in and goes out."""
