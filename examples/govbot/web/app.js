"use strict";

// The page speaks Direct Line 3.0 with the gateway, or has the demo deliver the message as WhatsApp and Messenger would. What
// the stations behind the gateway saw it takes from the demo's view into the bot. Which value a placeholder stands for is
// found out here, in the citizen's own browser: no station tells it.

const api = "/v3/directline/";
const $ = (id) => document.getElementById(id);
const names = {
  PERSON: "Name", ADDRESS: "Anschrift", LOCATION: "Ort", DATE_OF_BIRTH: "Geburtsdatum", PHONE_NUMBER: "Telefon",
  EMAIL_ADDRESS: "E-Mail", URL: "Webadresse", IBAN_CODE: "IBAN", BIC: "BIC", CREDIT_CARD: "Kreditkarte",
  DE_TAX_ID: "Steuer-ID", DE_TAX_NUMBER: "Steuernummer", DE_SOCIAL_SECURITY: "Rentenversicherungsnummer",
  DE_HEALTH_INSURANCE: "Krankenversichertennummer", DE_ID_CARD: "Personalausweis", DE_PASSPORT: "Reisepass",
  DE_KFZ: "Kennzeichen", DE_CASE_NUMBER: "Aktenzeichen", DE_REFERENCE: "Geschäftszeichen", PLACEHOLDER: "Platzhalter des Bots",
};
const samples = [
  ["Öffnungszeiten", "Guten Tag, wann haben Sie geöffnet?"],
  ["Name und IBAN", "Mein Name ist Erika Mustermann, meine IBAN ist DE89 3704 0044 0532 0130 00."],
  ["Umzug", "Ich bin umgezogen und möchte mich ummelden."],
  ["Termin", "Hier ist Max Mustermann, ich hätte gern einen Termin. Sie erreichen mich unter max.mustermann@example.org."],
];
const greeting = "Guten Tag! Ich helfe Ihnen bei Öffnungszeiten, Terminen, Ummeldungen und Adressänderungen.";
const phones = { whatsapp: "4915228817386", messenger: "6543210987654321" }; // of nobody

let channel = "web";
let chat = null; // conversationId, token
let mark = "0";
let turns = new Map(); // activity id → its turn
let hues = new Map(); // type → colour
let busy = false;

function hue(type) {
  if (!hues.has(type)) hues.set(type, "h" + (hues.size % 8));
  return hues.get(type);
}

function make(name, cls, ...inside) {
  const el = document.createElement(name);
  if (cls) el.className = cls;
  el.append(...inside);
  return el;
}

function tag(type, text) {
  const el = make("span", "tag " + hue(type), text);
  el.title = names[type] || type;
  return el;
}

const placeholder = /\[([A-Z][A-Z0-9_]*)_[0-9]+\]/g;

// coloured is a text with placeholders, each in the colour of its type.
function coloured(text) {
  const out = [];
  let at = 0;
  for (const m of text.matchAll(placeholder)) {
    out.push(text.slice(at, m.index), tag(m[1], m[0]));
    at = m.index + m[0].length;
  }
  return [...out, text.slice(at)];
}

// pairs finds in the original what the placeholders of its anonymous form stand for.
function pairs(original, anonymous) {
  const found = [];
  let pattern = "^", at = 0;
  const quote = (s) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  for (const m of anonymous.matchAll(placeholder)) {
    pattern += "(" + quote(anonymous.slice(at, m.index)) + ")([^]+?)";
    found.push({ type: m[1], token: m[0] });
    at = m.index + m[0].length;
  }
  pattern += "(" + quote(anonymous.slice(at)) + ")$";
  const hit = found.length > 0 && found.length < 40 ? original.match(new RegExp(pattern)) : null;
  if (!hit) return null;
  found.forEach((f, i) => { f.before = hit[2 * i + 1]; f.value = hit[2 * i + 2]; });
  return { found, rest: hit[hit.length - 1] };
}

// original is the citizen's text with the values in the colours of their placeholders.
function original(text, hit) {
  return hit ? [...hit.found.flatMap((f) => [f.before, tag(f.type, f.value)]), hit.rest] : [text];
}

function unique(hit) {
  const seen = new Set();
  return hit ? hit.found.filter((f) => !seen.has(f.token) && seen.add(f.token)) : [];
}

// cell is what one station saw of a message. Its label shows where the stations stand below each other, and is read out.
function cell(station, way, label, body) {
  const el = make("div", "cell " + station + " " + way);
  el.append(make("b", "who", label));
  el.append(...body);
  return el;
}

const arrow = { to: "→", back: "←" };

function gateCell(way, hit, step) {
  const list = unique(hit);
  const how = way === "to" ? "ersetzt" : "eingesetzt";
  const head = list.length ? list.length + " " + how : way === "to" ? "nichts zu ersetzen" : "nichts einzusetzen";
  const time = step ? " · " + step.ms.toLocaleString("de-DE", { maximumFractionDigits: 1 }) + " ms" : "";
  const body = [make("p", "did", make("span", "way", arrow[way]), " " + head + time)];
  if (list.length) {
    body.push(make("ul", "pairs", ...list.map((f) => {
      const li = make("li", "pair " + hue(f.type), make("span", "value", f.value), make("span", "token", f.token));
      li.title = names[f.type] || f.type;
      return li;
    })));
  }
  return cell("gate", way, "Gateway", body);
}

// draw puts a turn into the list: what the citizen wrote and reads, and what the stations between saw.
function draw(t) {
  const log = t.log || {};
  const asked = t.text ? pairs(t.text, log.text || "") : null;
  const cells = [];
  const step = (direction, protocols) => (log.gateway || []).find((s) => s.direction === direction && protocols.includes(s.protocol));
  const outer = ["directline", "whatsapp", "messenger"];
  if (t.text) {
    cells.push(cell("user", "to", "Sie", original(t.text, asked)));
    if (log.text) {
      cells.push(gateCell("to", asked, step("to_bot", outer)));
      cells.push(cell("bot", "to", "Bot", coloured(log.text)));
    }
    for (const q of log.service || []) {
      cells.push(cell("model", "to", "Sprachdienst, gefragt", coloured(q.prompt)));
      cells.push(cell("model", "back", "Sprachdienst, antwortet", coloured(q.answer)));
    }
  }
  (t.replies || []).forEach((text, i) => {
    const said = (log.replies || [])[i] || (t.text ? "" : text);
    const hit = pairs(text, said);
    if (said) cells.push(cell("bot", "back", "Bot", coloured(said)));
    if (said && t.text) cells.push(gateCell("back", hit, step("to_user", outer)));
    cells.push(cell("user", "back", "Bürgerservice", original(text, hit)));
  });
  t.li.replaceChildren(...cells);
}

function turn(text) {
  const t = { text, replies: [], log: null, li: make("li", "turn") };
  $("turns").append(t.li);
  draw(t);
  return t;
}

function down() {
  $("view").scrollTop = $("view").scrollHeight;
  $("turns").lastElementChild.scrollIntoView({ block: "end" }); // where the page scrolls, and not the view
}

function say(text, bad) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", Boolean(bad));
}

async function call(method, path, body) {
  const headers = {};
  if (chat && chat.token) headers.Authorization = "Bearer " + chat.token;
  if (body) headers["Content-Type"] = "application/json";
  const r = await fetch(path, { method, headers, body: body ? JSON.stringify(body) : undefined, cache: "no-store" });
  if (!r.ok) throw Object.assign(new Error("status " + r.status), { status: r.status });
  return r.status === 204 ? null : r.json();
}

function greet() {
  $("turns").replaceChildren();
  const t = turn("");
  t.li.classList.add("hello");
  t.replies = [greeting];
  draw(t);
}

async function begin() {
  chat = null;
  if ($("turns").querySelector(".note")) greet(); // after forgetting
  mark = "0";
  turns = new Map();
  chat = channel === "web" ? await call("POST", api + "conversations", { user: { id: "dl_" + crypto.randomUUID() } }) : { conversationId: "" };
}

const path = () => api + "conversations/" + chat.conversationId + "/activities";

async function addLog() {
  if (!chat || !chat.conversationId) return;
  for (const e of await call("GET", "/demo/bot-log?conversation=" + encodeURIComponent(chat.conversationId))) {
    const t = turns.get(e.id);
    if (!t) continue;
    t.log = e;
    draw(t);
  }
}

async function fetchNew() {
  if (!chat || channel !== "web") return;
  const set = await call("GET", path() + "?watermark=" + mark);
  for (const a of set.activities) {
    if (a.type !== "message") continue;
    if (!a.from || a.from.role !== "bot") {
      if (!turns.has(a.id)) turns.set(a.id, turn(a.text || ""));
      continue;
    }
    const t = turns.get(a.replyToId);
    if (t) {
      t.replies.push(a.text || "");
    } else { // the bot speaks by itself
      const own = turn("");
      own.replies = [a.text || ""];
      draw(own);
    }
  }
  const more = mark !== set.watermark;
  mark = set.watermark;
  await addLog();
  if (more) {
    legend();
    down();
  }
}

function legend() {
  const list = $("legend");
  list.replaceChildren(...[...hues.keys()].map((type) => make("li", "", tag(type, names[type] || type))));
  list.hidden = hues.size === 0;
}

async function post(text) {
  if (channel === "web") {
    await call("POST", path(), { type: "message", textFormat: "plain", locale: "de-DE", from: { id: "web" }, text });
    await fetchNew();
    return;
  }
  const answer = await call("POST", "/demo/phone", { channel, user: phones[channel], text });
  chat.conversationId = answer.conversation;
  const t = turn(text);
  t.replies = answer.replies || [];
  turns.set(answer.id, t);
  draw(t);
  await addLog();
  legend();
  down();
}

function pause(on) {
  busy = on;
  $("form").querySelector("button").disabled = on;
  $("channels").disabled = on;
}

async function send(text) {
  if (busy || !text.trim()) return;
  pause(true);
  say("Wird gesendet …");
  try {
    if (!chat) await begin();
    try {
      await post(text);
    } catch (e) {
      if (channel !== "web" || ![401, 403, 404].includes(e.status)) throw e;
      await begin(); // the old conversation has expired
      await post(text);
    }
    $("text").value = "";
    say("");
  } catch (e) {
    say(e.status === 503 ? "Der Dienst ist gerade nicht erreichbar. Ihre Nachricht wurde nicht weitergegeben." : "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.", true);
  } finally {
    pause(false);
    $("text").focus();
  }
}

async function forget() {
  if (!chat || !chat.conversationId) {
    say("Es ist nichts gespeichert.");
    return;
  }
  $("forget").disabled = true;
  try {
    const phone = channel === "web" ? "" : "?channel=" + channel + "&conversation=" + encodeURIComponent(chat.conversationId);
    await call("POST", "/demo/forget" + phone);
    chat = null;
    for (const el of document.querySelectorAll(".cell.user, .cell.gate")) el.remove();
    for (const li of $("turns").children) li.classList.add("gone");
    $("turns").append(make("li", "note", "Ihre Angaben sind gelöscht. Zu den Platzhaltern, die Bot und Sprachdienst noch haben, gibt es keine Angaben mehr: Niemand kann sie auflösen. Mit der nächsten Nachricht beginnt ein neues Gespräch."));
    down();
    say("Gelöscht.");
  } catch {
    say("Das Löschen hat nicht geklappt. Bitte versuchen Sie es noch einmal.", true);
  } finally {
    $("forget").disabled = false;
    $("text").focus();
  }
}

for (const [label, text] of samples) {
  const b = make("button", "", label);
  b.type = "button";
  b.addEventListener("click", () => {
    $("text").value = text;
    $("text").focus();
  });
  $("samples").append(b);
}
$("form").addEventListener("submit", (e) => {
  e.preventDefault();
  send($("text").value);
});
$("text").addEventListener("keydown", (e) => {
  if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
    e.preventDefault();
    send($("text").value);
  }
});
$("forget").addEventListener("click", forget);
$("channels").addEventListener("change", (e) => {
  channel = e.target.value;
  chat = null;
  turns = new Map();
  greet();
  say(channel === "web" ? "" : "Nachgestellt: Ihre Nachricht kommt als signierter Webhook an, die Antwort geht an die Graph-Schnittstelle.");
});
greet();
setInterval(() => {
  if (chat && !busy && !document.hidden) fetchNew().catch(() => {});
}, 5000);
