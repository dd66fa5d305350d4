"""Updates: how far a project is, told to those in it and those who follow it."""
