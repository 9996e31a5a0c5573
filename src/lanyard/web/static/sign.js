// A signature drawn with a finger, a pen or a mouse. Without it, a photo of the signed paper is sent up instead.
"use strict";
for (const pad of document.querySelectorAll("[data-sign]")) {
  const canvas = pad.querySelector("canvas"), kept = pad.querySelector("input[type=hidden]");
  const pen = canvas.getContext("2d");
  const WIDE = 600, HIGH = 200;
  let drawing = false, last = null;

  canvas.width = WIDE;
  canvas.height = HIGH;
  pad.querySelector(".drawn").hidden = false;
  const blank = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, WIDE, HIGH); };
  blank();
  pen.strokeStyle = "#000";
  pen.lineWidth = 4;
  pen.lineCap = "round";
  if (kept.value.startsWith("data:image/png;base64,")) { // sent before, and something else was wrong
    const before = new Image();
    before.onload = () => pen.drawImage(before, 0, 0, WIDE, HIGH);
    before.src = kept.value;
  }

  const where = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * WIDE / box.width, (event.clientY - box.top) * HIGH / box.height];
  };
  const line = (from, to) => { pen.beginPath(); pen.moveTo(...from); pen.lineTo(...to); pen.stroke(); };
  const keep = () => { if (drawing) { drawing = false; kept.value = canvas.toDataURL("image/png"); } };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    last = where(event);
    line(last, last);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    for (const point of event.getCoalescedEvents?.() ?? [event]) {
      const now = where(point);
      line(last, now);
      last = now;
    }
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) canvas.addEventListener(end, keep);
  pad.querySelector("button").addEventListener("click", () => { blank(); kept.value = ""; canvas.focus(); });
}
