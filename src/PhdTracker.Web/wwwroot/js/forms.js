// A form is sent once: a second click while the answer is on its way does nothing. The server decides all the same.
export function watchForms(root) {
  root.addEventListener("submit", event => {
    const form = event.target;
    // What opens in another tab leaves the form as it is.
    if (event.submitter?.formTarget === "_blank") return;
    if (form.method !== "post" || form.hasAttribute("data-many")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (question && !confirm(question)) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) button.setAttribute("aria-disabled", "true");
  });

  // Back from the next page, the form can be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });

  // Filters apply themselves when one is chosen; their button is there for readers without scripts.
  root.addEventListener("change", event => {
    if (event.target.matches("form[data-auto] select, form[data-auto] input[type=checkbox]")) event.target.form.requestSubmit();
  });
}
