"""The address in a mail by which one answers for one’s seat without signing in."""
