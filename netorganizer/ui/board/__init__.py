"""The board: columns of cards."""
