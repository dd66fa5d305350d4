"""What knows no domain: events and outbox, verdicts, errors, Markdown, uploads, paging."""
