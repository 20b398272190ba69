// Saves what is being typed every few seconds, and says at once when a file is too large. The page works without it.
const form = document.querySelector("form[data-draft]");

if (form) {
  const status = form.querySelector("[data-draft-status]");
  const version = form.querySelector("[data-draft-version]");
  const comment = form.querySelector("textarea");
  const files = form.querySelector("input[type=file]");
  let saved = comment.value;
  let timer = 0;
  let saving = false;

  const save = async () => {
    if (saving || comment.value === saved || form.dataset.sent) return;
    saving = true;
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
      const result = await answer.json();
      status.textContent = result.message;
      if (answer.ok) {
        version.value = result.version;
        saved = typed;
      }
    } catch {
      // Without a connection, the text stays in the page and is saved with the next keystroke or button.
    } finally {
      saving = false;
    }
    if (comment.value !== typed) wait();
  };

  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  };

  comment.addEventListener("input", wait);
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });

  files.addEventListener("change", () => {
    const tooLarge = [...files.files].find(file => file.size > Number(form.dataset.largestFile));
    files.setCustomValidity(tooLarge ? form.dataset.tooLarge.replace("{0}", tooLarge.name) : "");
    if (tooLarge) files.reportValidity();
  });
}
