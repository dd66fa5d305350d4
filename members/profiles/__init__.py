"""What people say of themselves, each thing to whom they say."""
