"""What is true about interviewing: records, rules and arithmetic. Standard library only."""
