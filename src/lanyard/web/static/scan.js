// One input, code after code: each is sent in its turn, the input is empty and has the focus again at once.
"use strict";
(() => {
  const said = document.getElementById("said"), list = document.getElementById("now");
  if (!said || !list) return;
  let turn = Promise.resolve();

  const show = (text) => {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const now = answer.querySelector("[data-now]");
    if (now) { list.innerHTML = now.innerHTML; now.remove(); }
    // What was answered before gives way; a question stays until it is answered, however many scans come after it.
    said.querySelectorAll(".said:not(.asks-once)").forEach((before) => before.remove());
    said.prepend(...answer.body.childNodes);
  };

  const send = async (form, data) => {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { "HX-Request": "true" }, redirect: "error" });
      if (answer.ok || answer.status === 422) { show(await answer.text()); return; }
    } catch { /* not heard: sent as a whole page, so that the browser says what happened and keeps the code */ }
    if (!form.isConnected) { form.hidden = true; document.body.append(form); }
    for (const [name, value] of data) if (form.elements[name]?.type === "text") form.elements[name].value = value;
    HTMLFormElement.prototype.submit.call(form);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-again]")) return;
    event.preventDefault();
    const data = new FormData(form), input = document.getElementById("scan");
    if (input?.form === form && !input.value.trim()) return;
    if (input?.form === form) {
      input.value = "";
      form.querySelectorAll("[data-once]:checked").forEach((tile) => { tile.checked = false; });
    }
    form.closest(".said")?.remove();
    input?.focus();
    turn = turn.then(() => send(form, data));
  });
})();
