"""A project's pages: what it knows and agrees on, written together, in a tree."""
