"""From questions to answers: what a workshop takes up, and what becomes of it."""
