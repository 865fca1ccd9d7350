"""The same index on a cluster of OpenSearch or Elasticsearch."""
