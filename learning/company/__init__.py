"""Who comes, as far as they let others know: to those whom hosts let see it."""
