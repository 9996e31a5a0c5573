"""The one write path and the read queries: everything that happens at a site passes this desk."""
