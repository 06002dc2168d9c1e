"""What the agent is told that nobody said aloud. Pure."""

SILENT = "The caller has said nothing for a while. Ask, in a few words, whether they are still there."
NOBODY = "The caller is still silent. Say a friendly goodbye; the call ends after it."
TOO_LONG = "The call has reached its longest time. Say kindly that you must end it, and goodbye."
TAKEN = (
    "A human of the staff takes this call now. Say in one sentence that you are connecting the caller to "
    "them, whatever was being talked about, and nothing else."
)
CAME_OF = "What came of a tool that was called before your line was cut; do not call it again for this. "
RESUMED = (
    "Your line to this call was cut for a moment, and is back. What you have said and heard so far stands "
    "above. The caller is still there and was asked for a moment's patience. Do not greet and do not begin "
    "anew: say in a few words that you are back, and go on exactly where you were. What you were saying last "
    "may not have been heard to its end."
)
AS_IT_SOUNDED = (
    "Something that the caller said was not written down: it stands above as sound, and had been answered. "
    "If you cannot tell what it was and it matters, say that you did not catch it, and ask again."
)
LAST_TOOLS = "What came of the last tools, the newest last; do not call them again for the same wish:"
