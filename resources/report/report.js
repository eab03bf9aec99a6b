"use strict";
(() => {
  const map = document.getElementById("map");
  if (!map) return;
  const said = document.getElementById("said"), first = said.textContent;
  const whole = map.getAttribute("viewBox").split(" ").map(Number);
  let box = whole.slice();
  const show = () => map.setAttribute("viewBox", box.join(" "));
  const zoom = (by, x, y) => {
    const wide = Math.min(whole[2], Math.max(whole[2] / 12, box[2] / by)), part = wide / box[2];
    box = [x - (x - box[0]) * part, y - (y - box[1]) * part, wide, box[3] * part];
    show();
  };
  const at = (event) => {
    const place = map.getBoundingClientRect();
    return [box[0] + (event.clientX - place.left) / place.width * box[2], box[1] + (event.clientY - place.top) / place.height * box[3]];
  };
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const by = Number(button.dataset.zoom);
      if (by) zoom(by, box[0] + box[2] / 2, box[1] + box[3] / 2); else { box = whole.slice(); show(); }
    });
  }
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, ...at(event));
  }, { passive: false });
  let held = null;
  map.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY, box[0], box[1]]; });
  map.addEventListener("pointermove", (event) => {
    if (!held || !event.buttons) return;
    const place = map.getBoundingClientRect();
    box[0] = held[2] - (event.clientX - held[0]) / place.width * box[2];
    box[1] = held[3] - (event.clientY - held[1]) / place.height * box[3];
    show();
  });
  const light = (element) => {
    for (const other of map.querySelectorAll(".near")) other.classList.remove("near");
    map.classList.toggle("lit", Boolean(element));
    said.textContent = element ? element.getAttribute("aria-label") : first;
    if (!element) return;
    element.classList.add("near");
    for (const key of element.dataset.near.split(" ")) document.getElementById(key)?.classList.add("near");
  };
  for (const element of map.querySelectorAll(".el")) {
    element.addEventListener("pointerenter", () => light(element));
    element.addEventListener("focus", () => light(element));
  }
  map.addEventListener("pointerleave", () => light(null));
})();
