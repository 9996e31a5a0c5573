"""Lists that people bring: read with care, each column understood or named, each row a person or given back with a reason."""
