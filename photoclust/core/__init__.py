"""Words everybody shares: photos, errors, progress. Standard library and numpy only."""
