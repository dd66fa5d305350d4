"""What pages cost: `make bench`. The figures are described in docs/benchmarks.md."""
