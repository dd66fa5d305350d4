"""What people can do, by names that others outside know too."""
