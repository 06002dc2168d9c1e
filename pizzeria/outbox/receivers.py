"""Who can read a text message: people with mobile phones who show their number. Pure.

Source: libphonenumber's plan of each country. In Sweden mobiles begin with +467; in some countries
(the United States) a number does not tell what it is, and gets the benefit of the doubt.
"""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

_CAN = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def takes_messages(number: str) -> bool:
    """`number` is E.164, or "" when it is hidden."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(number)) in _CAN
    except NumberParseException:
        return False
