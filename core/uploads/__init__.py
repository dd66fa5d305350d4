"""Files people bring: taken in with care, kept for whom they are meant, handed out on asking.

What is decided here and why: docs/adr/0005-uploads.md.
"""
