"""What a pizzeria is: menu, cart, prices, hours, orders. Pure: it would run on paper."""
