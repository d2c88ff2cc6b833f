/* What is nicer with a script, and works without: choosing an order submits it, text can be copied,
   a form is sent once. */
"use strict";

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    const words = button.querySelector("[data-copied]") || button;
    const before = words.textContent;
    words.textContent = button.dataset.done;
    setTimeout(() => { words.textContent = before; }, 2000);
  } catch {
    /* the text stands beside the button and can be selected */
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});

/* What was pressed may be gone after a part of the page was renewed: go on from where it led. */
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body) {
    document.querySelector("[data-focus-next]")?.focus({ preventScroll: true });
  }
});

for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
document.documentElement.classList.add("scripted");
