"""The suite mirrors the package: one folder a room, one sentence of the business a test."""
