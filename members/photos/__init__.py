"""Somebody's photo: square, in two sizes, seen by whom its owner says."""
