"""Where hosts look at who wants to come before anybody does: they let in, or decline."""
