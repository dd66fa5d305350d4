"""Users, signing in, preferences and privacy."""
