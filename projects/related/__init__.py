"""What matters to a project and was made elsewhere: questions, articles, people, other pages."""
