// Printing needs a script, so its button shows itself only where there is one.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// A tile whose table or definition is open stays open when fresh numbers arrive.
let open = [];
document.body.addEventListener("htmx:beforeSwap", () => {
  open = [...document.querySelectorAll("#ubin [data-tile] details[open]")].map(
    (details) => details.closest("[data-tile]").dataset.tile,
  );
});
document.body.addEventListener("htmx:afterSwap", () => {
  for (const tile of open) {
    document.querySelector(`#ubin [data-tile="${tile}"] details`)?.setAttribute("open", "");
  }
});
