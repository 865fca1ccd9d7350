"""How an index on a cluster is written: made anew or changed in place, under its lock."""
