"""What every endpoint of /api/v1/ shares: problems, pages, strict input, the schema's habits."""
