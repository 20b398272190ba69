// Saves what is being typed every few seconds, and says at once when a file is too large. The page works without it.
const form = document.querySelector("form[data-draft]");

if (form) {
  const status = form.querySelector("[data-draft-status]");
  const version = form.querySelector("[data-draft-version]");
  const comment = form.querySelector("textarea");
  const files = form.querySelector("input[type=file]");
  let saved = comment.value;
  let timer = 0;
  let saving = null;

  const send = async () => {
    const typed = comment.value;
    const body = new FormData();
    body.set("Comment", typed);
    body.set("DraftVersion", version.value);
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body,
        headers: { RequestVerificationToken: form.querySelector("input[name=__RequestVerificationToken]").value },
      });
      if (answer.redirected) {
        status.textContent = form.dataset.signedOut;
      } else {
        const result = await answer.json();
        status.textContent = result.message;
        if (answer.ok) {
          version.value = result.version;
          saved = typed;
        }
      }
    } catch {
      // The text stays in the page and is saved with the next keystroke or button.
      status.textContent = form.dataset.notReached;
    }
    saving = null;
    if (comment.value !== typed) wait();
  };

  const save = () => {
    if (!saving && comment.value !== saved && !form.dataset.sent) saving = send();
  };

  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  };

  comment.addEventListener("input", wait);

  // A button waits for the save on its way, so that the two do not look like two windows.
  form.addEventListener("submit", event => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    saving.then(() => {
      clearTimeout(timer);
      form.requestSubmit(button);
    });
  }, { capture: true });

  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });

  files.addEventListener("change", () => {
    const tooLarge = [...files.files].find(file => file.size > Number(form.dataset.largestFile));
    files.setCustomValidity(tooLarge ? form.dataset.tooLarge.replace("{0}", tooLarge.name) : "");
    if (tooLarge) files.reportValidity();
  });
}
