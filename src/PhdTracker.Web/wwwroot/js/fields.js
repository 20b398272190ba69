// Saves the fields of a shared draft while they are typed, each by itself. The page works without it.
const form = document.querySelector("form[data-fields]");

if (form) {
  const status = form.querySelector("[data-draft-status]");
  const changed = new Set();
  let timer = 0;
  let saving = null;

  const send = async () => {
    const parts = [...changed];
    changed.clear();
    const all = new FormData(form);
    const body = new FormData();
    for (const part of parts) {
      body.set(`Seen.${part}`, all.get(`Seen.${part}`));
      for (const value of all.getAll(part)) body.append(part, value);
    }
    try {
      const answer = await fetch(form.dataset.fields, {
        method: "POST",
        body,
        headers: { RequestVerificationToken: form.querySelector("input[name=__RequestVerificationToken]").value },
      });
      if (answer.redirected) {
        status.textContent = form.dataset.signedOut;
      } else {
        const result = await answer.json();
        status.textContent = result.message;
        for (const part of parts) {
          const seen = result.seen?.[part];
          if (seen) form.elements[`Seen.${part}`].value = seen;
        }
      }
    } catch {
      // What was typed stays in the page and is saved with the next keystroke or button.
      parts.forEach(part => changed.add(part));
      status.textContent = form.dataset.notReached;
    }
    saving = null;
  };

  const save = () => {
    if (!saving && changed.size > 0) saving = send();
  };

  form.addEventListener("input", event => {
    changed.add(event.target.name);
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });

  // A button waits for the save on its way, so that the two do not look like two people.
  form.addEventListener("submit", event => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    saving.then(() => form.requestSubmit(button));
  }, { capture: true });
}
