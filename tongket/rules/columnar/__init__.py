"""The second evaluator: packs compiled through Ibis to DuckDB SQL, for whole countries at once."""
