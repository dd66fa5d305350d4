"""Topics and posts: questions, answers and what came of them."""
