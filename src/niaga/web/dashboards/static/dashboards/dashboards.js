// Printing needs a script, so its button shows itself only where there is one.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// What is chosen is in sight, however narrow the screen.
const chosen = ".dash-tabs [aria-current], .dash-controls [aria-current]";
for (const each of document.querySelectorAll(chosen)) {
  const row = each.parentElement;
  row.scrollLeft = each.offsetLeft - row.offsetLeft - (row.clientWidth - each.offsetWidth) / 2;
}
// A tile whose table or definition is open stays open when fresh numbers arrive, and one that comes
// later shows what it said until it does.
let open = [];
let said = new Map();
document.body.addEventListener("htmx:beforeSwap", () => {
  const tiles = [...document.querySelectorAll("#ubin [data-tile]")];
  said = new Map(
    tiles
      .filter((tile) => !tile.querySelector(".tile__waits:not([hidden])"))
      .map((tile) => [tile.dataset.tile, [...tile.children]]),
  );
  open = [...document.querySelectorAll("#ubin [data-tile] details[open]")].map(
    (details) => details.closest("[data-tile]").dataset.tile,
  );
});
document.body.addEventListener("htmx:afterSwap", () => {
  for (const waits of document.querySelectorAll("#ubin .tile__waits:not([hidden])")) {
    const tile = waits.closest("[data-tile]");
    const before = said.get(tile.dataset.tile);
    if (before) {
      waits.hidden = true;
      tile.replaceChildren(...before.filter((each) => !each.matches(".tile__waits")), waits);
    }
  }
  for (const tile of open) {
    document.querySelector(`#ubin [data-tile="${tile}"] details`)?.setAttribute("open", "");
  }
});
// A filter's list closes when the reader goes on elsewhere.
const closeOthers = (target) => {
  for (const pick of document.querySelectorAll(".dash-pick[open]")) {
    if (!pick.contains(target)) pick.open = false;
  }
};
document.addEventListener("pointerdown", (event) => closeOthers(event.target));
document.addEventListener("focusin", (event) => closeOthers(event.target));
document.addEventListener("keydown", (event) => {
  const pick = event.key === "Escape" && event.target.closest(".dash-pick[open]");
  if (pick) {
    pick.open = false;
    pick.querySelector("summary").focus();
  }
});
// A long list of a filter's values can be searched; without a script it is scrolled.
for (const list of document.querySelectorAll(".dash-pick__list[data-search]")) {
  const search = document.createElement("input");
  search.type = "search";
  search.className = "input dash-pick__search";
  search.placeholder = list.dataset.search;
  search.setAttribute("aria-label", `${list.dataset.search} ${list.getAttribute("aria-label")}`);
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const label of list.querySelectorAll("label")) {
      label.hidden = !label.textContent.toLowerCase().includes(wanted);
    }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.prepend(search);
}
