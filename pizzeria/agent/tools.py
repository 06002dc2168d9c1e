"""Everything the agent can do, in the order in which the model is told."""

from pizzeria.agent.registry import Function
from pizzeria.agent.tools_caller import cancel_order, end_call, order_status, transfer_to_staff
from pizzeria.agent.tools_delivery import choose_pickup, confirm_address
from pizzeria.agent.tools_items import add_item, change_item, choose_toppings, remove_item
from pizzeria.agent.tools_look_up import look_up
from pizzeria.agent.tools_order import place_order, review_order

TOOLS: tuple[Function, ...] = (
    add_item,
    choose_toppings,
    change_item,
    remove_item,
    look_up,
    choose_pickup,
    confirm_address,
    review_order,
    place_order,
    order_status,
    cancel_order,
    transfer_to_staff,
    end_call,
)
