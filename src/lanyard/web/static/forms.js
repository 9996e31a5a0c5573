// What makes a form quicker to fill in. Without it every form works; nothing typed is kept in the browser.
"use strict";

for (const form of document.querySelectorAll("form.asks")) {
  const named = (name) => [...form.elements].filter((control) => control.name === name || control.name?.startsWith(`${name}.`));
  const tells = (control) => (["radio", "checkbox"].includes(control.type) ? control.checked : control.value.trim() !== "");

  // One more, one less. The digits that were typed may be Arabic; the step writes 0 to 9.
  const western = (text) => text.trim().replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
  for (const step of form.querySelectorAll("[data-step]")) {
    const input = step.parentElement.querySelector("input");
    step.hidden = false;
    step.addEventListener("click", () => {
      const low = input.dataset.low ? Number(input.dataset.low) : -Infinity;
      const high = input.dataset.high ? Number(input.dataset.high) : Infinity;
      const typed = western(input.value);
      if (!/^-?\d*$/.test(typed)) return;
      const next = Number(typed) + Number(step.dataset.step); // an empty field counts as nought
      input.value = String(Math.min(high, Math.max(low, next)));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // What depends on another answer is out of sight until it is asked. The server does not read it then either.
  const depending = [...form.querySelectorAll("[data-only-if]")];
  const refresh = () => {
    for (const field of depending) {
      const wanted = field.dataset.onlyValues.split(" ");
      const answers = named(field.dataset.onlyIf).filter((control) => !control.name.endsWith(".unit") && tells(control));
      const said = answers.filter((control) => control.value !== "");
      field.hidden = !field.classList.contains("wrong") && !said.some((control) => wanted.includes("*") || wanted.includes(control.value));
    }
  };

  // How much room is left, in characters as a person counts them.
  for (const input of form.querySelectorAll("[data-longest]")) {
    const longest = Number(input.dataset.longest);
    const count = document.createElement("p");
    count.className = "count";
    count.dir = "ltr";
    input.after(count);
    const show = () => {
      const used = Array.from(input.value.trim().normalize("NFC")).length;
      count.hidden = used * 4 < longest * 3;
      count.textContent = `${used} / ${longest}`;
    };
    input.addEventListener("input", show);
    show();
  }

  // A scanner ends a code with Enter: that goes on to the next field and sends nothing.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[data-scan]")) return;
    event.preventDefault();
    const controls = [...form.elements].filter((control) => control.checkVisibility?.() ?? true);
    controls[controls.indexOf(event.target) + 1]?.focus();
  });

  let changed = form.querySelector("[data-problems]") !== null;
  form.addEventListener("input", () => { changed = true; refresh(); });
  form.addEventListener("change", () => { changed = true; refresh(); });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  form.querySelector("[data-problems]")?.focus();
  refresh();
}
