"""What the agent is told that nobody said aloud. Pure."""

SILENT = "The caller has said nothing for a while. Ask, in a few words, whether they are still there."
NOBODY = "The caller is still silent. Say a friendly goodbye; the call ends after it."
TOO_LONG = "The call has reached its longest time. Say kindly that you must end it, and goodbye."
TAKEN = (
    "A human of the staff takes this call now. Say in one sentence that you are connecting the caller to "
    "them, whatever was being talked about, and nothing else."
)
CLOSING = "The line must close now. Apologise in one sentence, ask them to call again, and say goodbye."
GOING = {"shutdown": CLOSING, "transferred": TAKEN}
"""by why the agent must go"""
