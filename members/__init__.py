"""The people of communities: their pages and the directory."""
