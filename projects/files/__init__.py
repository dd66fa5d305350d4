"""A project's files: in folders, with every version kept, within a quota."""
