// Makes pages nicer; every page works without it.
import { keepDrafts } from "./drafts.js";
import { watchForms } from "./forms.js";
import { watchMenus } from "./menus.js";

watchForms(document);
watchMenus(document);
keepDrafts(document);

// A list of errors is read out and reachable at once.
document.querySelector("[data-error-summary]")?.focus();

// Passkeys and paper: what the browser can do is offered only where it can.
if (document.querySelector("form[data-passkey]")) import("./passkeys.js").then(passkeys => passkeys.offerPasskeys(document));
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const examples = document.querySelector("[data-examples]");
if (examples) import("./demo.js").then(demo => demo.offerExamples(examples));

// A drawing that is wider than the page opens where its mark stands.
for (const drawing of document.querySelectorAll("[data-scroll-to]")) {
  const mark = drawing.querySelector(drawing.dataset.scrollTo);
  if (mark) drawing.scrollLeft += mark.getBoundingClientRect().left - drawing.getBoundingClientRect().left - drawing.clientWidth / 2;
}

// Charts come only where a page has one, and again where a filter has put in new parts.
function drawCharts() {
  if (document.querySelector("[data-chart]")) import("./charts.js").then(charts => charts.draw(document));
}
drawCharts();
document.addEventListener("htmx:after:swap", drawCharts);
