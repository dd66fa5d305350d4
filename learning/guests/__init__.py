"""Who comes without an account: known by an address that they have shown to read."""
