// What comes after the page is on paper too, however early it is printed. The browser takes its
// picture of the page as soon as this ends, so nothing here may be waited for.
const fetchedNow = (address) => {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  try {
    request.send();
  } catch {
    return null; // without the server the paper says what is missing
  }
  const isIt = request.status === 200 && request.responseURL === new URL(address, location).href;
  return isIt ? new DOMParser().parseFromString(request.responseText, "text/html").body : null;
};
addEventListener("beforeprint", () => {
  for (const waits of document.querySelectorAll(".tile__waits, .part-waits")) {
    const asks = waits.closest("[hx-get]");
    const page = fetchedNow(asks.getAttribute("hx-get"));
    if (!page) continue;
    if (asks !== waits) {
      asks.replaceChildren(...page.childNodes);
      continue;
    }
    const tile = waits.closest("[data-tile]");
    const made = page.querySelector("[data-tile]");
    tile.replaceWith(made);
    htmx.process(made);
    // Its own answer, which may still be on its way, has no place any more.
    tile.addEventListener("htmx:beforeSwap", (event) => {
      event.detail.shouldSwap = false;
    });
  }
});
