"""Use cases: plain functions over photos, embedding, store and analysis."""
