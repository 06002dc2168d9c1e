"""What the numbers at 46elks should say, from the settings and house.toml. Decides; asks nobody.

Source: https://46elks.com/docs/realtime-voice, /docs/voice-connect. Customers dial a public number; its
`voice_start` connects to a websocket number, and that one connects to us. When we are not there the caller
hears a busy tone, unless the `busy` and `failed` branches ring somebody: they ring the house's staff. Which
of the two 46elks takes for a dead socket no page says, so both are set. What customers write to the public
number, or in answer to our messages, comes to us too (`sms_url`: /docs/receive-sms).
"""

import hmac
from dataclasses import dataclass, replace
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

import phonenumbers

from pizzeria.elks.actions import Connect
from pizzeria.errors import SetupError
from pizzeria.ordering.house import House
from pizzeria.settings import Settings

SOCKET = "/voice-stream"
WHEN_CALLED, AFTER_AGENT, AFTER_STAFF, WHEN_OVER = "voice_start", "next", "after-staff", "whenhangup"
"""our webhooks: when somebody calls, when the agent's part is over, when staff's is, when all is"""
DELIVERY, INCOMING = "delivery", "sms"
"""and of text messages: what became of one of ours, and those that customers write"""
HOOKS = "/hooks"
_SECRET_LETTERS = 32


@dataclass(frozen=True, slots=True)
class Wanted:
    base: str
    """https://pizza.example.com, without a slash at its end"""
    token: str
    """PIZZERIA_PHONE_TOKEN"""
    phone: str
    """E.164, what house.toml says that customers dial"""
    staff_number: str
    """E.164, who is rung when the agent is not there, or hands over"""
    staff_rings: int
    """seconds"""
    sender: str = ""
    """who our messages come from: a number of the account, or a name, which cannot be answered"""

    @property
    def socket_address(self) -> str:
        """wss://pizza.example.com/voice-stream?token=…"""
        scheme = "wss" if self.base.startswith("https:") else "ws"
        return f"{scheme}{self.base[self.base.index(':') :]}{SOCKET}?token={quote(self.token, safe='')}"

    @property
    def sms_url(self) -> str:
        """Of a number that customers write to."""
        return self.hook(INCOMING)

    def voice_start(self, socket_number: str) -> Connect:
        """Of the public number."""
        staff = Connect(self.staff_number, timeout=self.staff_rings)
        return replace(self.to_agent(socket_number), busy=staff, failed=staff)

    def to_agent(self, socket_number: str) -> Connect:
        """Of a call that is on: nobody else is rung when the agent is not there."""
        return Connect(
            socket_number,
            next=self.hook(AFTER_AGENT, socket_number),
            whenhangup=self.hook(WHEN_OVER),
        )

    def to_staff(self, socket_number: str) -> Connect:
        """`socket_number`: where a caller whom they do not answer is led back to; "" when not known."""
        return Connect(
            self.staff_number,
            timeout=self.staff_rings,
            next=self.hook(AFTER_STAFF, socket_number),
            whenhangup=self.hook(WHEN_OVER),
        )

    def hook(self, name: str, socket_number: str = "", call_back: int | None = None) -> str:
        """The websocket number goes along, for a webhook is not told it; so does what a call was made for."""
        query = [f"line={quote(socket_number)}"] if socket_number else []
        query += [] if call_back is None else [f"back={call_back}"]
        return f"{self.base}{hook_path(self.token, name)}{'?' if query else ''}{'&'.join(query)}"


def wanted(settings: Settings, house: House, public_url: str | None = None) -> Wanted:
    """`public_url` instead of the settings' own. Raises SetupError when it could not work, or would let
    strangers in.
    """
    base = (public_url or settings.public_url or "").rstrip("/")
    _check_public(base)
    if settings.phone_token is None:
        raise SetupError(
            "no PIZZERIA_PHONE_TOKEN: 46elks proves nothing when it connects, so whoever finds the address "
            "could talk to your agent. Put a long random word into .env (try `openssl rand -hex 24`)"
        )
    if settings.staff_password is None:
        raise SetupError(
            "no PIZZERIA_STAFF_PASSWORD: with a public address the staff pages are in the world. Set it"
        )
    token, staff, rings = settings.phone_token.get_secret_value(), house.staff_number, house.call.staff_rings
    return Wanted(base, token, house.phone, staff, rings, house.messages.sender)


def hook_path(token: str, name: str) -> str:
    """Where 46elks tells us something: secret, with no way back to the token."""
    return f"{HOOKS}/{hook_secret(token)}/{name}"


def hook_secret(token: str) -> str:
    """The same in every process, and after a restart, as long as the token is."""
    return hmac.new(token.encode(), b"46elks hooks", "sha256").hexdigest()[:_SECRET_LETTERS]


def hook_address(settings: Settings, name: str) -> str:
    """ "" where 46elks cannot reach us, or would not be known again."""
    if not settings.public_url or settings.phone_token is None:
        return ""
    return settings.public_url.rstrip("/") + hook_path(settings.phone_token.get_secret_value(), name)


def check_staff_number(public: str, staff: str) -> str:
    """What is wrong with ringing `staff` for callers of `public`; "" when nothing is.

    46elks leads calls to a Swedish mobile number of its own only on to Swedish mobiles (/docs/voice-connect).
    """
    if staff == public:
        return f"staff_number in house.toml is {staff} itself: a call that fails would ring in circles"
    if _is_swedish_mobile(public) and not _is_swedish_mobile(staff):
        return (
            f"{public} is a Swedish mobile number, and 46elks connects those only to Swedish mobiles: "
            f"staff_number in house.toml ({staff}) must be a mobile, or the public number a landline"
        )
    return ""


def _check_public(base: str) -> None:
    parts = urlsplit(base)
    if not base:
        raise SetupError("no PIZZERIA_PUBLIC_URL: set it to the address the outside calls us, or use --ngrok")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SetupError(f"PIZZERIA_PUBLIC_URL: expected https://…, got {base}")
    if _is_private(parts.hostname):
        raise SetupError(
            f"PIZZERIA_PUBLIC_URL: 46elks cannot reach {parts.hostname} from outside; give it a public name, "
            "or use --ngrok"
        )


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _is_swedish_mobile(number: str) -> bool:
    read = phonenumbers.parse(number)
    kind = phonenumbers.number_type(read)
    return read.country_code == 46 and kind == phonenumbers.PhoneNumberType.MOBILE  # noqa: PLR2004 - Sweden
