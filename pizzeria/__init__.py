"""A phone-ordering agent: a call becomes an order on the kitchen's board."""
