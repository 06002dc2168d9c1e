// Short words at the edge of the screen: what was done, with a way back while it lasts; what failed, said aloud.

const BRIEF_MS = 8_000;

export function tell(text, { undo, seconds } = {}) {
  const toast = put("done", text);
  const button = document.createElement("button");
  button.className = "undo";
  toast.append(button);
  let left = seconds;
  const count = () => (button.textContent = `Undo ${left}`);
  const timer = setInterval(() => (--left > 0 ? count() : close()), 1000);
  const close = () => {
    clearInterval(timer);
    toast.remove();
  };
  button.addEventListener("click", () => {
    close();
    undo();
  });
  count();
  return { close, get isOpen() { return toast.isConnected; } };
}

export function complain(text) {
  brief("failed", "alert", text);
}

export function note(text) {
  brief("done", "status", text);
}

function brief(kind, role, text) {
  const toast = put(kind, text);
  toast.setAttribute("role", role);
  setTimeout(() => toast.remove(), BRIEF_MS);
}

// In the dialog that is open, if one is: behind it nothing is seen.
function put(kind, text) {
  const toast = document.createElement("p");
  toast.className = `toast ${kind}`;
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  (document.querySelector("dialog.panel[open]") ?? document.getElementById("toasts")).append(toast);
  return toast;
}
