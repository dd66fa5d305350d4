"""An engine: documents with an audience, found again."""
