// What a careful eye asks of a page of figures, at its present width. Answers what it found wrong.
(smallestLetter) => {
  const told = [];
  const main = document.querySelector("main");
  const seen = (node) => node.checkVisibility();
  const tileOf = (node) => node.closest("[data-tile]")?.dataset.tile ?? "page";

  const first = main.querySelectorAll("h1").length;
  if (first !== 1) told.push(`${first} first headings`);
  if (document.querySelector("[tabindex]:not([tabindex='0']):not([tabindex='-1'])"))
    told.push("a tabindex changes the order of the focus");
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 1) told.push(`${wide} px too wide`);

  let before = null;
  for (const tile of main.querySelectorAll("[data-tile]")) {
    const fault = (text) => told.push(`${tileOf(tile)}: ${text}`);
    const heading = document.getElementById(tile.getAttribute("aria-labelledby"));
    if (!/^H[2-4]$/.test(heading?.tagName ?? "") || !heading.textContent.trim())
      fault("no heading");
    const box = tile.getBoundingClientRect();
    if (before) {
      const inRow = Math.abs(box.top - before.top) < 2;
      if (box.top < before.top - 2 || (inRow && box.left < before.left))
        fault("is seen before the one that is read before it");
    }
    before = box;
    if (tile.querySelector(".tile__waits")) fault("never arrived");
    if (tile.textContent.includes("belum dapat dihitung")) fault("failed");
    const charts = [...tile.querySelectorAll("svg.chart")];
    if (charts.length && !charts.some(seen)) fault("no chart in sight");
    if (charts.length && !tile.querySelector("table")) fault("a chart without its table");
    for (const wrap of tile.querySelectorAll(".table-wrap")) {
      const beyond = wrap.scrollWidth - wrap.clientWidth;
      if (seen(wrap) && beyond > 1) fault(`a table ${beyond} px wider than its tile`);
    }
  }

  for (const chart of [...main.querySelectorAll("svg.chart")].filter(seen)) {
    const fault = (text) => told.push(`${tileOf(chart)}: ${text}`);
    for (const part of ["title", "desc"])
      if (!chart.querySelector(`:scope > ${part}`)?.textContent.trim())
        fault(`no ${part} for who cannot see the chart`);
    const frame = chart.viewBox.baseVal;
    const box = chart.getBoundingClientRect();
    const scale = Math.min(box.width / frame.width, box.height / frame.height);
    for (const text of chart.querySelectorAll("text")) {
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      const place = text.getBoundingClientRect();
      const small = size < smallestLetter;
      const cut = place.left < box.left - 1 || place.right > box.right + 1;
      if (small) fault(`letters of ${size.toFixed(1)} px: ${text.textContent}`);
      if (cut) fault(`cut: ${text.textContent}`);
      if (small || cut) break;
    }
  }
  return told;
};
