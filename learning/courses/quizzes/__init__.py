"""Quizzes: questions at the end of a lesson, which is done once they are answered well enough."""
