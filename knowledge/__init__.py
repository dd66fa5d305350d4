"""Articles distilled from discussions, kept true."""
