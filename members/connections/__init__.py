"""Who knows whom: connections that both wanted, and whom one might like to meet."""
