// Light or dark, as this screen was told to be; unless told, as its system is. Before the first paint, so it never flashes.

const told = localStorage.getItem("theme");
if (told) document.documentElement.dataset.theme = told;

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark" ||
    (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
});
