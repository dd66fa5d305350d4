"""Topics are taken apart and put together, and every address goes on leading to its words."""
