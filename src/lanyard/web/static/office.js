// What pages do beyond plain HTML: a wedge scanner anywhere, regions that keep themselves fresh, the way back.
"use strict";
(() => {
  const FAST_MS = 40, UNWATCHED_MS = 500, SHORTEST = 8, STALE_MS = 5000, UNHEARD_MS = 4000;

  // A wedge scanner types faster than any hand and ends with Enter: whatever has the focus, it finds the person.
  // Where nothing has the focus that text goes into, nobody else types either, and a slow laptop may take its time.
  let typed = "", last = 0;
  document.addEventListener("keydown", (event) => {
    const gap = event.timeStamp - last;
    last = event.timeStamp;
    if (gap > (event.target.matches?.("input, textarea, select") ? FAST_MS : UNWATCHED_MS)) typed = "";
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) { typed += event.key; return; }
    if (event.key !== "Enter") return;
    const code = typed, target = event.target;
    typed = "";
    const scan = document.getElementById("scan");
    if (code.length < SHORTEST || !scan || target === scan || target.closest?.("[data-scan]")) return;
    event.preventDefault();
    event.stopPropagation();
    if ("value" in target && typeof target.value === "string" && target.value.endsWith(code)) target.value = target.value.slice(0, -code.length);
    scan.value = code;
    scan.form.requestSubmit();
  }, true);

  // What has the focus keeps it when its region is renewed.
  const renew = (region, text) => {
    const held = region.contains(document.activeElement) ? document.activeElement.id : "";
    region.innerHTML = text;
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
  };

  // A region with data-poll asks every second whether something changed; unheard for five, it says so.
  const poll = (region) => {
    let mark = region.dataset.mark || "", heard = Date.now();
    const clock = region.dataset.heard || "";
    const again = async () => {
      try {
        const answer = await fetch(region.dataset.poll, { headers: mark ? { "If-None-Match": mark } : {}, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(UNHEARD_MS) });
        if (answer.status === 200) { mark = answer.headers.get("ETag") || ""; renew(region, await answer.text()); }
        if (answer.ok || answer.status === 304) { heard = Date.now(); region.classList.remove("stale"); }
        if (answer.status === 401 || answer.status === 403) { location.reload(); return; }
      } catch { /* unheard: the clock below says it */ }
      if (Date.now() - heard > STALE_MS) {
        const at = new Date(heard);
        region.dataset.stale = `${clock} ${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
        region.classList.add("stale");
      }
      if (!document.hidden) setTimeout(again, 1000);
      else document.addEventListener("visibilitychange", again, { once: true });
    };
    setTimeout(again, 1000);
  };
  document.querySelectorAll("[data-poll]").forEach(poll);

  // Seconds that are left to take something back.
  const waiting = document.querySelector(".pending");
  if (waiting) setInterval(() => {
    waiting.querySelectorAll(".left").forEach((left) => { left.textContent = String(Math.max(0, Number(left.textContent) - 1)); });
    if ([...waiting.querySelectorAll(".left")].every((left) => left.textContent === "0")) waiting.remove();
  }, 1000);

  document.querySelectorAll("[data-back]").forEach((link) => link.addEventListener("click", (event) => {
    if (history.length > 1) { event.preventDefault(); history.back(); }
  }));
})();
