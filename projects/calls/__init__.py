"""Calls for collaborators: whom a project looks for, who applies, and who is told of it."""
