"use strict";
// Counts what count_topics and count_pairs count, for any choice of topics, sources, months and zones.
// Text reaches the page through textContent only.
let data, say, rows, lists, lastMonth;
const MOST_LINES = 6, MOST_PAIRS = 60, LEAST = 10, Z = 1.959963984540054;
const $ = (id) => document.getElementById(id);
const number = (n) => n.toLocaleString("en");
const percent = (share) => (share === null ? "–" : (share * 100).toFixed(1) + "%");
const isolated = (text) => "\u2068" + text + "\u2069";
const fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function element(name, attributes = {}, ...children) {
  const svg = ["svg", "path", "line", "text", "rect", "g", "circle"].includes(name);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// ---------------------------------------------------------------- counting

function count(choice) {
  const chosen = [...choice.topics], place = new Map(chosen.map((topic, k) => [topic, k]));
  const size = chosen.length, months = choice.last - choice.first + 1;
  const named = data.named.map((flat) => {
    const found = [];
    for (let i = 0; i < flat.length; i += 2)
      if (flat[i + 1] & choice.zones && place.has(flat[i])) found.push(place.get(flat[i]));
    return found;
  });
  const result = {
    articles: 0, stories: 0, chosen, months: new Array(months).fill(0),
    topics: chosen.map(() => ({ articles: 0, stories: 0, months: new Array(months).fill(0) })),
    total: 0, single: new Array(size).fill(0), both: chosen.map(() => new Array(size).fill(0)),
  };
  const shared = new Map(); // story -> the topics that any of its prints names
  const pair = (found, n) => {
    for (const a of found) {
      result.single[a] += n;
      for (const b of found) if (a !== b) result.both[a][b] += n;
    }
  };
  for (let i = 0; i < rows.n.length; i++) {
    const period = rows.period[i], n = rows.n[i], story = rows.story[i], found = named[rows.named[i]];
    if (!choice.sources.has(rows.source[i])) continue;
    if (period < 0 ? !choice.undated : period < choice.first || period > choice.last) continue;
    result.articles += n;
    if (period >= 0) result.months[period - choice.first] += n;
    for (const k of found) {
      result.topics[k].articles += n;
      if (period >= 0) result.topics[k].months[period - choice.first] += n;
    }
    if (story) {
      if (!shared.has(story)) shared.set(story, new Set());
      for (const k of found) shared.get(story).add(k);
    } else {
      result.stories += n;
      for (const k of found) result.topics[k].stories += n;
    }
    if (!story || choice.unit === "article") pair(found, n);
  }
  result.stories += shared.size;
  for (const found of shared.values()) {
    for (const k of found) result.topics[k].stories += 1;
    if (choice.unit === "story") pair(found, 1);
  }
  result.total = choice.unit === "story" ? result.stories : result.articles;
  return result;
}

function wilson(k, n) {
  if (!n) return [null, null];
  const centre = k + (Z * Z) / 2, width = Z * Math.sqrt((k * (n - k)) / n + (Z * Z) / 4);
  return [k ? (centre - width) / (n + Z * Z) : 0, k < n ? (centre + width) / (n + Z * Z) : 1];
}

function measures(a, b, ab, n) {
  const lift = a && b ? (ab * n) / (a * b) : null;
  const npmi = ab && ab < n ? Math.max(-1, Math.min(1, -Math.log(lift) / Math.log(ab / n))) : a && b && !ab ? -1 : null;
  return { n_ab: ab, share: n ? ab / n : null, jaccard: a + b - ab ? ab / (a + b - ab) : null, lift, npmi };
}

// ---------------------------------------------------------------- what is chosen

function boxes(kind) {
  return [...document.querySelectorAll(`#${kind} input`)];
}

function start() {
  const sizes = new Array(data.topics.length).fill(0);
  rows.named.forEach((named, i) => {
    const flat = data.named[named];
    for (let k = 0; k < flat.length; k += 2) sizes[flat[k]] += rows.n[i];
  });
  const largest = sizes.map((n, k) => [n, k]).sort((x, y) => y[0] - x[0] || x[1] - y[1]).slice(0, MOST_LINES);
  return {
    topics: new Set(largest.map(([, k]) => k)), sources: new Set(data.sources.keys()),
    zones: data.zones.reduce((bits, [, , own], k) => bits | (own ? 1 << k : 0), 0),
    first: 0, last: lastMonth, undated: true, unit: "article", measure: "share", tie: "n_ab",
  };
}

function remembered() {
  const choice = start(), kept = new URLSearchParams(location.hash.slice(1));
  const places = (kind) => kept.get(kind).split(" ").map((name) => lists[kind].findIndex((one) => String(one[0]) === decodeURIComponent(name))).filter((k) => k >= 0);
  if (kept.has("topics")) choice.topics = new Set(places("topics"));
  if (kept.has("sources")) choice.sources = new Set(places("sources"));
  if (kept.has("zones")) choice.zones = places("zones").reduce((bits, k) => bits | (1 << k), 0);
  for (const end of ["first", "last"]) if (data.periods.includes(kept.get(end))) choice[end] = data.periods.indexOf(kept.get(end));
  if (kept.has("undated")) choice.undated = kept.get("undated") === "1";
  for (const name of ["unit", "measure", "tie"]) if (document.querySelector(`[name=${name}][value="${CSS.escape(kept.get(name) || "")}"]`)) choice[name] = kept.get(name);
  return choice;
}

function remember(choice) {
  const names = (kind, inside) => lists[kind].filter((_, k) => inside(k)).map((one) => encodeURIComponent(String(one[0]))).join(" ");
  const kept = new URLSearchParams({
    topics: names("topics", (k) => choice.topics.has(k)), zones: names("zones", (k) => choice.zones & (1 << k)),
    undated: choice.undated ? "1" : "0", unit: choice.unit, measure: choice.measure, tie: choice.tie,
  });
  if (choice.sources.size < data.sources.length) kept.set("sources", names("sources", (k) => choice.sources.has(k)));
  if (lastMonth >= 0) { kept.set("first", data.periods[choice.first]); kept.set("last", data.periods[choice.last]); }
  history.replaceState(null, "", "#" + kept);
}

function put(choice) {
  boxes("topics").forEach((box, k) => (box.checked = choice.topics.has(k)));
  boxes("sources").forEach((box, k) => (box.checked = choice.sources.has(k)));
  boxes("zones").forEach((box, k) => (box.checked = Boolean(choice.zones & (1 << k))));
  $("first").value = choice.first;
  $("last").value = choice.last;
  $("undated").checked = choice.undated;
  for (const name of ["unit", "measure", "tie"]) document.querySelector(`[name=${name}][value=${choice[name]}]`).checked = true;
}

function chosen() {
  const on = (kind) => boxes(kind).flatMap((box, k) => (box.checked ? [k] : []));
  const ends = [Number($("first").value || 0), Number($("last").value || 0)].sort((a, b) => a - b);
  const radio = (name) => document.querySelector(`[name=${name}]:checked`).value;
  return {
    topics: new Set(on("topics")), sources: new Set(on("sources")),
    zones: on("zones").reduce((bits, k) => bits | (1 << k), 0), first: ends[0], last: lastMonth < 0 ? -1 : ends[1],
    undated: $("undated").checked, unit: radio("unit"), measure: radio("measure"), tie: radio("tie"),
  };
}

// ---------------------------------------------------------------- what is shown

function fillTable(id, heads, lines) {
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
  const body = lines.map((line) => element("tr", {}, ...line.map((cell, k) => {
    const made = k ? element("td", { dir: "ltr" }) : element("th", { scope: "row" });
    made.append(typeof cell === "string" ? element("bdi", {}, cell) : cell);
    return made;
  })));
  $(id).replaceChildren(element("caption", {}, $(id).dataset.caption), element("thead", {}, head), element("tbody", {}, ...body));
}

function bar(share, most) {
  const length = element("span");
  length.style.inlineSize = `${most ? (100 * share) / most : 0}%`;
  return element("div", {}, element("bdi", {}, percent(share)), element("span", { class: "bar-cell" }, length));
}

function topicLines(found) {
  return found.chosen.map((topic, k) => {
    const { articles, stories } = found.topics[k], [low, high] = wilson(articles, found.articles);
    return { topic: data.topics[topic][1], articles, stories, share: found.articles ? articles / found.articles : null, low, high };
  }).sort((x, y) => y.articles - x.articles);
}

function pairLines(found, tie) {
  const lines = [];
  for (let a = 0; a < found.chosen.length; a++)
    for (let b = a + 1; b < found.chosen.length; b++) {
      const [n_a, n_b, n] = [found.single[a], found.single[b], found.total];
      lines.push({ a: data.topics[found.chosen[a]][1], b: data.topics[found.chosen[b]][1], n_a, n_b, ...measures(n_a, n_b, found.both[a][b], n) });
    }
  const value = (line) => (line[tie] === null ? -Infinity : line[tie]);
  return lines.sort((x, y) => value(y) - value(x) || y.n_ab - x.n_ab);
}

const ties = {
  share: percent,
  lift: (x) => (x === null ? "–" : x.toFixed(2)), npmi: (x) => (x === null ? "–" : x.toFixed(2).replace("-", "−")),
  jaccard: (x) => (x === null ? "–" : x.toFixed(3)),
};

let shown = { topics: [], months: [], pairs: [] };

function show() {
  const choice = chosen(), found = count(choice);
  remember(choice);
  const topics = topicLines(found), pairs = pairLines(found, choice.tie);
  const most = Math.max(0, ...topics.map((line) => line.share || 0));
  $("said").textContent = found.articles ? fill(say.said, { articles: number(found.articles), stories: number(found.stories) }) : say.nothing;
  fillTable("t-topics", [say.topic, say.n_articles, say.n_stories, say.n_total, say.share, say.interval],
    topics.map((t) => [t.topic, number(t.articles), number(t.stories), number(found.articles), bar(t.share, most), t.low === null ? "–" : `${percent(t.low)} – ${percent(t.high)}`]));
  const tied = choice.tie === "n_ab" ? [] : [choice.tie];
  fillTable("t-pairs", [say.pair, "A", "B", say.together, say.of, ...tied.map((tie) => say[tie === "share" ? "pair_share" : tie])],
    pairs.slice(0, MOST_PAIRS).map((p) => [`${p.a} – ${p.b}`, number(p.n_a), number(p.n_b), number(p.n_ab), number(found.total), ...tied.map((tie) => ties[tie](p[tie]))]));
  $("pairs-note").textContent = pairs.length > MOST_PAIRS ? fill(say.most_pairs, { shown: MOST_PAIRS, all: pairs.length }) : "";
  const months = data.periods.slice(choice.first, choice.last + 1);
  const names = found.chosen.map((k) => data.topics[k][1]);
  fillTable("t-months", [say.month, say.n_total, ...names], months.map((_, i) => [data.months[choice.first + i], number(found.months[i]), ...found.topics.map((t) => number(t.months[i]))]));
  draw(choice, found);
  shown = {
    topics: [["topic", "n_articles", "n_stories", "n_total", "share", "share_low", "share_high"], ...topics.map((t) => [t.topic, t.articles, t.stories, found.articles, t.share, t.low, t.high])],
    pairs: [["topic_a", "topic_b", "n_a", "n_b", "n_ab", "n_total", "share", "jaccard", "lift", "npmi"], ...pairs.map((p) => [p.a, p.b, p.n_a, p.n_b, p.n_ab, found.total, p.share, p.jaccard, p.lift, p.npmi])],
    months: [["period", "n_total", ...names], ...months.map((day, i) => [day, found.months[i], ...found.topics.map((t) => t.months[i])])],
  };
}

function asCsv(lines) {
  const cell = (value) => {
    if (value === null) return "";
    if (typeof value === "number") return String(value);
    const text = /^[=+\-@\t\r]/.test(value) ? "'" + value : value;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\n") + "\n";
}

function save(name) {
  const address = URL.createObjectURL(new Blob([asCsv(shown[name])], { type: "text/csv" }));
  element("a", { href: address, download: `wusum-${name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// ---------------------------------------------------------------- the chart

function lines(choice, found, least) {
  const order = found.chosen.map((_, k) => k).sort((x, y) => found.topics[y].articles - found.topics[x].articles);
  return order.slice(0, MOST_LINES).map((k) => ({
    name: data.topics[found.chosen[k]][1],
    values: found.months.map((n, i) => (!n || n < least ? null : choice.measure === "share" ? found.topics[k].months[i] / n : found.topics[k].months[i])),
    counts: found.topics[k].months,
  }));
}

// As `without_thin` of the figures: below how many articles the share of a month is noise; 0 where none is.
function thinBelow(totals) {
  const all = totals.reduce((sum, n) => sum + n, 0);
  let below = 0;
  const middle = [...totals].sort((a, b) => a - b).find((n) => (below += n) * 2 >= all) || 0;
  const least = Math.max(LEAST, Math.floor(middle / 20));
  const thin = totals.filter((n) => n > 0 && n < least).reduce((sum, n) => sum + n, 0);
  return thin && thin * 20 <= all ? least : 0;
}

function niceTop(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((top) => top >= most * 0.999);
}

function spread(places, gap, top, bottom) {
  const order = places.map((y, k) => [y, k]).sort((a, b) => a[0] - b[0]);
  for (let i = 1; i < order.length; i++) order[i][0] = Math.max(order[i][0], order[i - 1][0] + gap);
  let edge = bottom;
  for (let i = order.length - 1; i >= 0; i--) { order[i][0] = Math.max(top, Math.min(order[i][0], edge)); edge = order[i][0] - gap; }
  return order.reduce((out, [y, k]) => ((out[k] = y), out), []);
}

let chart = null; // what the pointer and the arrow keys need

function draw(choice, found) {
  const box = $("chart"), width = Math.max(280, box.clientWidth), height = Math.round(Math.min(380, Math.max(240, width * 0.5)));
  const least = choice.measure === "share" ? thinBelow(found.months) : 0;
  const drawn = lines(choice, found, least), n = found.months.length;
  const print = choice.measure === "share" ? (v) => `${+(v * 100).toFixed(1)}%` : (v) => number(Math.round(v * 10) / 10);
  $("tip").textContent = "";
  const mostNamed = found.chosen.length > drawn.length ? fill(say.most, { shown: drawn.length, all: found.chosen.length }) : "";
  $("chart-note").textContent = [mostNamed, least ? fill(say.thin, { least: number(least) }) : ""].join(" ").trim();
  chart = null;
  if (!drawn.length || !found.articles || !n) { box.replaceChildren(element("p", {}, say.nothing)); box.setAttribute("aria-label", say.nothing); return; }
  const most = Math.max(...drawn.flatMap((line) => line.values.map((v) => v || 0))), top = most ? niceTop(most) : 1;
  const room = { left: 48, right: Math.min(170, width * 0.3), top: 12, bottom: 34 };
  const x = (i) => room.left + (n === 1 ? 0.5 : i / (n - 1)) * (width - room.left - room.right);
  const y = (v) => height - room.bottom - (v / top) * (height - room.top - room.bottom);
  const svg = element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, direction: "ltr", "aria-hidden": "true" });
  for (let k = 0; k <= 4; k++) {
    const v = (top * k) / 4;
    svg.append(element("line", { class: "grid", x1: room.left, x2: width - room.right, y1: y(v), y2: y(v) }), element("text", { class: "tick", x: room.left - 8, y: y(v) + 4, "text-anchor": "end" }, print(v)));
  }
  const every = Math.ceil(n / Math.max(1, Math.floor((width - room.left - room.right) / 84)));
  for (let i = 0; i < n; i += every)
    svg.append(element("line", { class: "axis", x1: x(i), x2: x(i), y1: height - room.bottom, y2: height - room.bottom + 5 }), element("text", { class: "tick", x: x(i), y: height - 10, "text-anchor": "middle" }, isolated(data.months[choice.first + i])));
  const guide = element("line", { class: "guide", y1: room.top, y2: height - room.bottom, x1: -9, x2: -9 });
  svg.append(guide);
  const ends = drawn.map((line) => { let last = line.values.length - 1; while (last > 0 && line.values[last] === null) last--; return y(line.values[last] || 0); });
  const places = spread(ends, 19, room.top + 4, height - room.bottom - 2);
  drawn.forEach((line, k) => {
    let path = "", pen = false;
    line.values.forEach((v, i) => {
      if (v === null) { pen = false; return; }
      path += `${pen ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
      pen = true;
      if (line.values[i - 1] == null && line.values[i + 1] == null) svg.append(element("circle", { class: `dot c${k}`, cx: x(i), cy: y(v), r: 3.5 }));
    });
    svg.append(element("path", { class: `curve c${k}`, d: path }));
    svg.append(element("line", { class: `lead c${k}`, x1: width - room.right + 3, x2: width - room.right + 15, y1: ends[k], y2: places[k] }));
    const name = element("text", { class: `name c${k}`, x: width - room.right + 19, y: places[k] + 5 }, isolated(line.name));
    svg.append(name);
  });
  box.replaceChildren(svg);
  svg.querySelectorAll("text.name").forEach((name, k) => {
    let text = drawn[k].name;
    while (text.length > 3 && name.getComputedTextLength() > room.right - 21) { text = text.slice(0, -1); name.textContent = isolated(text + "…"); }
  });
  const sums = drawn.map((line) => `${isolated(line.name)} ${number(line.counts.reduce((a, b) => a + b, 0))}`).join(say.comma);
  box.setAttribute("aria-label", fill(say.alt, { measure: say[choice.measure === "share" ? "share" : "n_articles"], from: data.months[choice.first], to: data.months[choice.last], sums }));
  chart = { x, n, guide, at: n - 1, tell: (i) => {
    const told = (line) => `${print(line.counts[i] / found.months[i])} (${wilson(line.counts[i], found.months[i]).map(percent).join("–")})`;
    const parts = drawn.map((line) => `${isolated(line.name)} ${choice.measure === "share" && found.months[i] ? isolated(told(line)) : number(line.counts[i])}`);
    return `${data.months[choice.first + i]}${say.colon}${found.months[i] ? parts.join(say.comma) : say.gap} · ${fill(say.n, { n: number(found.months[i]) })}`;
  } };
}

function point(i) {
  if (!chart) return;
  chart.at = Math.max(0, Math.min(chart.n - 1, i));
  chart.guide.setAttribute("x1", chart.x(chart.at));
  chart.guide.setAttribute("x2", chart.x(chart.at));
  $("tip").textContent = chart.tell(chart.at);
}

// ---------------------------------------------------------------- the page

function build() {
  for (const kind of ["topics", "sources", "zones"])
    $(kind).replaceChildren(...lists[kind].map(([, name], k) => element("label", {}, element("input", { type: "checkbox", value: k }), element("bdi", {}, name))));
  for (const end of ["first", "last"]) $(end).replaceChildren(...data.months.map((name, k) => element("option", { value: k }, name)));
  put(remembered());
  $("filters").addEventListener("change", show);
  $("views").addEventListener("change", show);
  for (const button of document.querySelectorAll("[data-all], [data-none]"))
    button.addEventListener("click", () => { const on = button.dataset.all; boxes(on || button.dataset.none).forEach((box) => (box.checked = Boolean(on))); show(); });
  $("reset").addEventListener("click", () => { put(start()); show(); });
  for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => save(button.dataset.save));
  const box = $("chart");
  box.addEventListener("pointermove", (event) => {
    if (!chart) return;
    const at = event.clientX - box.getBoundingClientRect().left;
    let nearest = 0;
    for (let i = 1; i < chart.n; i++) if (Math.abs(chart.x(i) - at) < Math.abs(chart.x(nearest) - at)) nearest = i;
    point(nearest);
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (step && chart) { event.preventDefault(); point(chart.at + step); }
  });
  let waiting = 0;
  addEventListener("resize", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(show); });
  addEventListener("hashchange", () => { put(remembered()); show(); });
  $("explore").hidden = false;
  show();
}

// The data stand in the page as packed JSON; nothing is fetched.
async function unpack() {
  const packed = Uint8Array.from(atob($("explore-data").textContent), (sign) => sign.charCodeAt(0));
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  data = await new Response(plain).json();
  [say, rows, lastMonth] = [data.words, data.rows, data.periods.length - 1];
  lists = { topics: data.topics, sources: data.sources, zones: data.zones };
}

window.wusumReady = unpack().then(build);
