"""Numbers about a room: the tables that may be published, and the ledger of those that were."""
