// Passkeys: the browser asks the device, the server decides. Where a browser knows none, their forms stay hidden.
const knows = typeof PublicKeyCredential !== "undefined"
  && "parseCreationOptionsFromJSON" in PublicKeyCredential && "parseRequestOptionsFromJSON" in PublicKeyCredential;

export function offerPasskeys(root) {
  if (!knows) return;
  for (const hint of root.querySelectorAll("[data-without-passkeys]")) hint.hidden = true;
  for (const form of root.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", event => {
      // The form is sent once the device has answered.
      event.preventDefault();
      event.stopPropagation();
      ask(form);
    });
  }
}

async function ask(form) {
  if (form.dataset.asking) return;
  form.dataset.asking = "true";
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error(answer.statusText);
    const options = await answer.json();
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.Credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
  } finally {
    delete form.dataset.asking;
  }
}
