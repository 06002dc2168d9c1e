"""What is to be delivered outside the house, and everything about it that can be decided without waiting."""
