// Menus are <details>: they close on Escape and on a click elsewhere.
export function watchMenus(root) {
  const close = except => {
    for (const menu of root.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  root.addEventListener("click", event => close(event.target.closest("details.menu")));
  root.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    const open = root.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  // A menu that asks for words is ready for them at once.
  root.addEventListener("toggle", event => {
    if (event.target.open) event.target.querySelector("input[type=search]")?.focus();
  }, true);
}
