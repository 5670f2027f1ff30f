(function () {
  "use strict";
  var box = document.getElementById("raccourcis");
  if (!box) { return; }
  try { box.checked = localStorage.getItem("raccourcis") !== "non"; } catch (error) { /* kept for this page only */ }
  box.addEventListener("change", function () {
    try { localStorage.setItem("raccourcis", box.checked ? "oui" : "non"); } catch (error) { /* kept for this page only */ }
  });
  var acts = [];
  function look() {
    acts = Array.prototype.slice.call(document.querySelectorAll(".candidate")).filter(function (act) {
      return !act.closest("details.aside:not([open]), details.found:not([open])");
    });
  }
  look();
  var current = -1;
  function show(place, quiet) {
    var before = document.querySelector(".candidate.current");
    look();
    if (!acts.length) { return; }
    if (before) { before.classList.remove("current"); }
    current = Math.max(0, Math.min(acts.length - 1, place));
    acts[current].classList.add("current");
    if (!quiet) { acts[current].focus(); }
  }
  function press(button) { if (button) { button.click(); return true; } return false; }
  function answer(value) {
    var act = acts[current];
    if (!act) { return; }
    var button = act.querySelector("form.answer button[value=" + value + "]");
    var folded = button && button.closest("details");
    if (folded) { folded.open = true; }
    press(button);
  }
  var keys = {
    o: function () { answer("oui"); },
    n: function () { answer("non"); },
    j: function () { show(current + 1); },
    k: function () { show(current - 1); },
    a: function () { press(document.getElementById("aucun")); },
    c: function () { press(document.getElementById("juste")); },
    r: function () { document.getElementById("mots").focus(); },
    z: function () { press(document.getElementById("annuler")); },
    p: function () { press(document.getElementById("passer")); },
    s: function () { location.href = "/suivante"; }
  };
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (!box.checked || typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var work = keys[event.key.toLowerCase()];
    if (work) { event.preventDefault(); work(); }
  });
  var open = acts.findIndex(function (act) { return act.hasAttribute("data-open"); });
  show(open < 0 ? 0 : open, true);
})();
