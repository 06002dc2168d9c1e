"""Of a pizzeria that would run on paper."""
