(function () {
  "use strict";
  var form = document.querySelector("form.filters");
  var search = form.querySelector(".search");
  var words = document.getElementById("mots");
  var shown = document.getElementById("vus");
  var none = document.querySelector("p.none");
  var rows = Array.prototype.slice.call(document.querySelectorAll("tr[data-status]"));
  var groups = Array.prototype.slice.call(document.querySelectorAll("section.group"));
  var elsewhere = document.getElementById("ailleurs");
  var others = [];
  if (elsewhere && typeof ECART_MESURES !== "undefined") {
    var here = {};
    rows.forEach(function (row) { here[row.querySelector("a").getAttribute("href")] = true; });
    others = ECART_MESURES.filter(function (m) { return !here["mesures/" + m[0] + ".html"]; });
  }
  var MOST = 100;
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var texts = rows.map(function (row) { return fold(row.textContent); });
  var otherTexts = others.map(function (m) { return fold(m[1] + " " + m[3]); });
  function tellOthers(status, wanted) {
    if (!elsewhere) { return 0; }
    var list = elsewhere.querySelector("ul");
    list.textContent = "";
    var fitting = !status && !wanted.length ? [] : others.filter(function (m, index) {
      return (!status || m[2] === status) && wanted.every(function (word) { return otherTexts[index].indexOf(word) !== -1; });
    });
    fitting.slice(0, MOST).forEach(function (m) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = "mesures/" + m[0] + ".html";
      link.textContent = m[1];
      item.appendChild(link);
      item.appendChild(document.createTextNode(" (" + m[3].toLowerCase() + ")"));
      list.appendChild(item);
    });
    elsewhere.hidden = !fitting.length;
    return fitting.length;
  }
  function chosen() {
    var radio = form.querySelector("input[name=statut]:checked");
    return radio ? radio.value : "";
  }
  function apply() {
    var wanted = fold(words.value).split(/\s+/).filter(Boolean);
    var status = chosen();
    var seen = 0;
    rows.forEach(function (row, index) {
      var fits = (!status || row.dataset.status === status) &&
        wanted.every(function (word) { return texts[index].indexOf(word) !== -1; });
      row.hidden = !fits;
      seen += fits ? 1 : 0;
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector("tr[data-status]:not([hidden])"); });
    var more = tellOthers(status, wanted);
    shown.textContent = seen + (seen < 2 ? " mesure sur " : " mesures sur ") + rows.length +
      (more ? ", et " + more + " sur les autres pages" + (more > MOST ? " (les " + MOST + " premières sont listées)" : "") : "");
    none.hidden = seen !== 0;
    var query = [];
    if (status) { query.push("statut=" + status); }
    if (words.value) { query.push("mots=" + encodeURIComponent(words.value)); }
    try { history.replaceState(null, "", location.pathname + (query.length ? "?" + query.join("&") : "") + location.hash); } catch (error) { /* a page opened from disk may not keep its address */ }
  }
  function recall() {
    var query = new URLSearchParams(location.search);
    words.value = query.get("mots") || "";
    var radio = document.getElementById("f-" + (query.get("statut") || "tous"));
    if (radio) { radio.checked = true; }
  }
  search.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  words.addEventListener("input", apply);
  form.addEventListener("change", apply);
  recall();
  apply();
})();
