"""Requests to a cluster, one by one, many at once and in bulk, and what comes back."""
