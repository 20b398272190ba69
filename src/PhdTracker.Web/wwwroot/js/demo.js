// In a demonstration: fills what is empty in the page's form with an example. Only where the page has a field for one.
const fields = () => [...document.querySelectorAll("main form [name]")].filter(f => f.type !== "hidden" && f.type !== "radio" && !f.closest(".demo-next"));

function exampleOf(field, examples) {
  const row = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(field.name);
  return row ? examples[`${row[1]}.${row[3]}`]?.[row[2]] : examples[field.name];
}

const isEmpty = field => field.type === "checkbox"
  ? !document.querySelector(`main form [name="${CSS.escape(field.name)}"]:checked`)
  : field.type === "file" ? field.files.length === 0 : field.value === "";

async function fill(field, example) {
  if (field.type === "checkbox") {
    field.checked = true;
  } else if (field.type === "file") {
    const answer = await fetch(example);
    const files = new DataTransfer();
    files.items.add(new File([await answer.blob()], "thesis.pdf", { type: "application/pdf" }));
    field.files = files.files;
  } else if (field.tagName === "SELECT") {
    const choices = [...field.options].filter(o => o.value !== "");
    const chosen = choices.find(o => o.value === example) ?? choices.find(o => example && o.text.includes(example)) ?? choices[0];
    if (chosen) field.value = chosen.value;
  } else {
    field.value = example;
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

export function offerExamples(button) {
  const examples = JSON.parse(button.dataset.examples);
  const open = () => fields().filter(f => exampleOf(f, examples) !== undefined && isEmpty(f));
  button.hidden = open().length === 0;
  button.addEventListener("click", async () => {
    for (const field of open()) {
      // The first of several boxes is enough, and fills them all.
      if (isEmpty(field)) await fill(field, exampleOf(field, examples));
    }
    button.hidden = true;
    document.querySelector("main form .btn-primary")?.scrollIntoView({ block: "center" });
  });
}
