(function () {
  "use strict";
  var form = document.getElementById("filters");
  var words = document.getElementById("words");
  var status = document.getElementById("status");
  var shown = document.getElementById("shown");
  var measures = Array.prototype.slice.call(document.querySelectorAll("section.measure"));
  var rows = {};
  document.querySelectorAll("tr[data-for]").forEach(function (row) { rows[row.dataset.for] = row; });
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var texts = measures.map(function (measure) { return fold(measure.textContent); });
  function apply() {
    var wanted = fold(words.value).split(/\s+/).filter(Boolean);
    var seen = 0;
    measures.forEach(function (measure, index) {
      var fits = (!status.value || measure.dataset.status === status.value) &&
        wanted.every(function (word) { return texts[index].indexOf(word) !== -1; });
      measure.hidden = !fits;
      rows[measure.id].hidden = !fits;
      seen += fits ? 1 : 0;
    });
    shown.textContent = seen + " sur " + measures.length;
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  words.addEventListener("input", apply);
  status.addEventListener("change", apply);
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) { words.value = ""; status.value = ""; apply(); target.scrollIntoView(); }
  });
  apply();
})();
