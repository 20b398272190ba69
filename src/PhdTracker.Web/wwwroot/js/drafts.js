// What is typed in a form stays on this device until it is sent, so that a closed window or an ended session loses nothing.
const prefix = "draft:";

export function keepDrafts(root) {
  const forms = [...root.querySelectorAll("form[data-draft]")];
  for (const form of forms) keep(form);
  forget(new Set(forms.map(form => prefix + form.dataset.draft)));
}

function keep(form) {
  const key = prefix + form.dataset.draft;
  const note = form.querySelector("[data-draft-note]");
  const fields = [...form.elements].filter(field => field.name && field.type !== "hidden" && field.type !== "file" && field.type !== "password");
  const answered = fields.some(field => (field.type === "radio" ? field.checked : field.value !== ""));
  if (!answered) restore();

  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(), 400);
  });
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    if (!form.dataset.sent) save();
  });
  form.addEventListener("submit", event => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    save(true);
  });

  function save(sent = false) {
    const values = {};
    for (const field of fields) {
      if (field.type === "radio") {
        if (field.checked) values[field.name] = field.value;
      } else if (field.value) {
        values[field.name] = field.value;
      }
    }
    if (Object.keys(values).length === 0) {
      localStorage.removeItem(key);
      return;
    }
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), sent, values }));
    tell(Date.now());
  }

  function restore() {
    const kept = read(key);
    if (!kept) return;
    for (const field of fields) {
      if (!(field.name in kept.values)) continue;
      if (field.type === "radio") field.checked = field.value === kept.values[field.name];
      else field.value = kept.values[field.name];
    }
    tell(kept.at);
  }

  function tell(at) {
    if (!note) return;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(at);
    note.textContent = form.dataset.draftKept.replace("{0}", time);
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// A draft goes once it was sent and the next page came without its form, or when nobody came back to it for two months.
function forget(shown) {
  const oldest = Date.now() - 60 * 24 * 3600 * 1000;
  for (const key of Object.keys(localStorage).filter(k => k.startsWith(prefix))) {
    const kept = read(key);
    if (!kept || kept.at < oldest || (kept.sent && !shown.has(key))) localStorage.removeItem(key);
  }
}
