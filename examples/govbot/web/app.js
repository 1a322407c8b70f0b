"use strict";

// The page speaks Direct Line 3.0 with the gateway. Only the right column uses the demo's view into the bot.

const api = "/v3/directline/";
const $ = (id) => document.getElementById(id);
const names = {
  PERSON: "Name", ADDRESS: "Anschrift", LOCATION: "Ort", DATE_OF_BIRTH: "Geburtsdatum", PHONE_NUMBER: "Telefon",
  EMAIL_ADDRESS: "E-Mail", URL: "Webadresse", IBAN_CODE: "IBAN", BIC: "BIC", CREDIT_CARD: "Kreditkarte",
  DE_TAX_ID: "Steuer-ID", DE_TAX_NUMBER: "Steuernummer", DE_SOCIAL_SECURITY: "Rentenversicherungsnummer",
  DE_HEALTH_INSURANCE: "Krankenversichertennummer", DE_ID_CARD: "Personalausweis", DE_PASSPORT: "Reisepass",
  DE_KFZ: "Kennzeichen", DE_CASE_NUMBER: "Aktenzeichen", DE_REFERENCE: "Geschäftszeichen", PLACEHOLDER: "Platzhalter",
};
const samples = [
  ["Öffnungszeiten", "Guten Tag, wann haben Sie geöffnet?"],
  ["Name und IBAN", "Mein Name ist Erika Mustermann, meine IBAN ist DE89 3704 0044 0532 0130 00."],
  ["Umzug", "Ich bin umgezogen und möchte mich ummelden."],
  ["Termin", "Hier ist Max Mustermann, ich hätte gern einen Termin. Sie erreichen mich unter max.mustermann@example.org."],
];
const greeting = "Guten Tag! Ich helfe Ihnen bei Öffnungszeiten, Terminen, Ummeldungen und Adressänderungen.";

let chat = null; // conversationId, token
let mark = "0";
let shown = new Map(); // activity id → its element on the left
let drawn = new Set(); // what the right column shows
let hues = new Map(); // type → colour
let busy = false;

function hue(type) {
  if (!hues.has(type)) hues.set(type, "h" + (hues.size % 8));
  return hues.get(type);
}

function tag(type, text) {
  const el = document.createElement("span");
  el.className = "tag " + hue(type);
  el.textContent = text;
  el.title = names[type] || type;
  return el;
}

const placeholder = /\[([A-Z][A-Z0-9_]*)_[0-9]+\]/g;

// colour writes a text with placeholders, each in the colour of its type.
function colour(el, text) {
  let at = 0;
  for (const m of text.matchAll(placeholder)) {
    el.append(text.slice(at, m.index), tag(m[1], m[0]));
    at = m.index + m[0].length;
  }
  el.append(text.slice(at));
}

// match finds in the original what the placeholders stand for, here in the browser, and gives it the same colours.
function match(el, original, anonymous) {
  const types = [];
  let pattern = "^", at = 0;
  const quote = (s) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  for (const m of anonymous.matchAll(placeholder)) {
    pattern += "(" + quote(anonymous.slice(at, m.index)) + ")([^]+?)";
    types.push(m[1]);
    at = m.index + m[0].length;
  }
  pattern += "(" + quote(anonymous.slice(at)) + ")$";
  const found = types.length > 0 && types.length < 40 ? original.match(new RegExp(pattern)) : null;
  if (!found) return;
  const who = el.querySelector(".who");
  el.replaceChildren(...(who ? [who] : []));
  types.forEach((t, i) => el.append(found[2 * i + 1], tag(t, found[2 * i + 2])));
  el.append(found[found.length - 1]);
}

function line(list, kind, who, fill) {
  const li = document.createElement("li");
  li.className = kind;
  if (who) {
    const b = document.createElement("b");
    b.className = "who";
    b.textContent = who;
    li.append(b);
  }
  fill(li);
  list.append(li);
  list.scrollTop = list.scrollHeight;
  return li;
}

function say(text, bad) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", Boolean(bad));
}

async function call(method, path, body) {
  const headers = {};
  if (chat) headers.Authorization = "Bearer " + chat.token;
  if (body) headers["Content-Type"] = "application/json";
  const r = await fetch(path, { method, headers, body: body ? JSON.stringify(body) : undefined, cache: "no-store" });
  if (!r.ok) throw Object.assign(new Error("status " + r.status), { status: r.status });
  return r.status === 204 ? null : r.json();
}

async function begin() {
  chat = null;
  if ($("user").querySelector(".note")) { // after forgetting
    $("user").replaceChildren();
    $("bot").replaceChildren();
    greet();
  }
  chat = await call("POST", api + "conversations", { user: { id: "dl_" + crypto.randomUUID() } });
  mark = "0";
  shown = new Map();
  drawn = new Set();
}

const path = () => api + "conversations/" + chat.conversationId + "/activities";

async function fetchNew() {
  if (!chat) return;
  const set = await call("GET", path() + "?watermark=" + mark);
  for (const a of set.activities) {
    if (a.type !== "message" || shown.has(a.id)) continue;
    const mine = a.from && a.from.role !== "bot";
    const li = line($("user"), mine ? "me" : "it", mine ? "Sie" : "Bürgerservice", (el) => el.append(a.text || ""));
    shown.set(a.id, { li, text: a.text || "", replyTo: a.replyToId });
  }
  mark = set.watermark;
  const log = await call("GET", "/demo/bot-log?conversation=" + encodeURIComponent(chat.conversationId));
  for (const e of log) {
    if (!e.text) continue;
    const replies = [...shown.values()].filter((s) => s.replyTo === e.id);
    if (!drawn.has(e.id)) {
      drawn.add(e.id);
      line($("bot"), "me", "Bürgerin oder Bürger", (el) => colour(el, e.text));
      const own = shown.get(e.id);
      if (own) match(own.li, own.text, e.text);
    }
    e.replies.forEach((text, i) => {
      const key = e.id + "/" + i;
      if (drawn.has(key)) return;
      drawn.add(key);
      line($("bot"), "it", "Bot", (el) => colour(el, text));
      if (replies[i]) match(replies[i].li, replies[i].text, text);
    });
  }
  legend();
  align();
}

function legend() {
  const list = $("legend");
  list.replaceChildren();
  for (const type of hues.keys()) {
    const li = document.createElement("li");
    li.append(tag(type, names[type] || type));
    list.append(li);
  }
  list.hidden = hues.size === 0;
}

// align puts what belongs together side by side, where the columns stand beside each other.
function align() {
  const left = [...$("user").children], right = [...$("bot").children];
  for (const li of [...left, ...right]) li.style.marginBottom = "";
  if (!matchMedia("(min-width: 761px)").matches) return;
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const d = left[i].offsetHeight - right[i].offsetHeight;
    if (d) (d > 0 ? right[i] : left[i]).style.marginBottom = Math.abs(d) + "px";
  }
  for (const list of [$("user"), $("bot")]) list.scrollTop = list.scrollHeight;
}

function greet() {
  line($("user"), "it", "Bürgerservice", (el) => el.append(greeting));
  line($("bot"), "it hello", "Bot", (el) => el.append(greeting));
  align();
}

async function send(text) {
  if (busy || !text.trim()) return;
  busy = true;
  $("form").querySelector("button").disabled = true;
  say("Wird gesendet …");
  try {
    if (!chat) await begin();
    const message = { type: "message", textFormat: "plain", locale: "de-DE", from: { id: "web" }, text };
    try {
      await call("POST", path(), message);
    } catch (e) {
      if (e.status !== 401 && e.status !== 403 && e.status !== 404) throw e;
      await begin(); // the old conversation has expired
      await call("POST", path(), message);
    }
    $("text").value = "";
    await fetchNew();
    say("");
  } catch (e) {
    say(e.status === 503 ? "Der Dienst ist gerade nicht erreichbar. Ihre Nachricht wurde nicht weitergegeben." : "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.", true);
  } finally {
    busy = false;
    $("form").querySelector("button").disabled = false;
    $("text").focus();
  }
}

async function forget() {
  if (!chat) {
    say("Es ist nichts gespeichert.");
    return;
  }
  $("forget").disabled = true;
  try {
    await call("POST", "/demo/forget");
    chat = null;
    $("user").replaceChildren();
    for (const li of $("bot").children) {
      li.classList.add("gone");
      li.style.marginBottom = "";
    }
    line($("user"), "note", "", (el) => el.append("Ihre Angaben sind gelöscht. Mit der nächsten Nachricht beginnt ein neues Gespräch."));
    line($("bot"), "note", "", (el) => el.append("Zu diesen Platzhaltern gibt es keine Angaben mehr. Niemand kann sie auflösen."));
    say("Gelöscht.");
  } catch {
    say("Das Löschen hat nicht geklappt. Bitte versuchen Sie es noch einmal.", true);
  } finally {
    $("forget").disabled = false;
    $("text").focus();
  }
}

for (const [label, text] of samples) {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = label;
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
addEventListener("resize", align);
greet();
setInterval(() => {
  if (chat && !busy && !document.hidden) fetchNew().catch(() => {});
}, 5000);
