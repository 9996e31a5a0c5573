// Passkeys: a form with data-passkey asks the browser for a key and sends its answer. Hidden where there is none.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const ids = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const wanted = (asked) => ({
    ...asked,
    challenge: bytes(asked.challenge),
    ...(asked.user ? { user: { ...asked.user, id: bytes(asked.user.id) } } : {}),
    ...(asked.excludeCredentials ? { excludeCredentials: ids(asked.excludeCredentials) } : {}),
    ...(asked.allowCredentials ? { allowCredentials: ids(asked.allowCredentials) } : {}),
  });

  const told = (key) => {
    const response = { clientDataJSON: text(key.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) response[name] = text(key.response[name]);
    }
    return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response });
  };

  const tell = (form, words) => {
    const place = form.querySelector("[data-problem]");
    place.textContent = words;
    place.hidden = false;
  };

  const send = async (form) => {
    const said = new FormData(form), name = document.querySelector("input[name=sign_in]");
    if (name && name.value) said.set("sign_in", name.value);
    const answer = await fetch(form.dataset.ask, { method: "POST", body: said, cache: "no-store", redirect: "error" });
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) { location.reload(); return; }
    const asked = await answer.json();
    if (!answer.ok) { tell(form, asked.problems.join(" ")); return; }
    const publicKey = wanted(asked);
    const key = form.dataset.passkey === "make" ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
    form.elements.answer.value = told(key);
    const old = form.elements.old;
    if (old) old.value = "";
    form.submit();
  };

  if (!window.PublicKeyCredential || /^[\d.:[\]]+$/.test(location.hostname)) return;
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      send(form).catch(() => tell(form, form.dataset.failed)).finally(() => { button.disabled = false; });
    });
  });
})();
