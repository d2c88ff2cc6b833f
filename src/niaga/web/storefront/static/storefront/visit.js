/* Beats while somebody reads, so that a visit is as long as it was. Loaded only for visitors who
   agreed; without it a visit ends with its last page. */
"use strict";

{
  const address = document.currentScript?.dataset.beat
    ?? document.querySelector("script[data-beat]").dataset.beat;
  let moved = true;
  const beat = () => {
    moved = false;
    navigator.sendBeacon(address);
  };
  for (const sign of ["scroll", "pointerdown", "pointermove", "keydown"]) {
    addEventListener(sign, () => { moved = true; }, { passive: true });
  }
  setInterval(() => { if (moved && document.visibilityState === "visible") beat(); }, 15000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") beat();
  });
}
