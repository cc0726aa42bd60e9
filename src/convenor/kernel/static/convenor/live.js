// docs/patterns.md, "What follows an hour", says what this does and what works without it.
"use strict";
(() => {
  const SILENCE = 40000, SOON = 2000, LATE = 20000, A_TAP = 150, SHOWN = 5000;
  const find = (what) => document.querySelector(what);
  const place = find("[data-live]"), state = find("[data-live-state]"), aloud = find("[data-live-said]");
  const sending = new Set(), answered = new Set();
  let source, watch, last, lost = false, finger = false, written = false, anew = false;

  const read = (text) => new DOMParser().parseFromString(text, "text/html");
  const later = (act, longest) => setTimeout(act, longest * (0.5 + Math.random() / 2));
  const named = (node) => node.id || node.dataset?.keep;
  const holds = (node) => named(node) || node.querySelector?.("[id],[data-keep]");
  // No button becomes another one.
  const does = (node) => ["formaction", "href", "name", "value"].map((name) => node.getAttribute?.(name)).join();
  const kin = (one, other) =>
    one.nodeName === other.nodeName && named(one) === named(other) && (named(one) || does(one) === does(other));

  function become(old, fresh) {
    let at = old.firstChild;
    const drop = () => {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    };
    for (const next of [...fresh.childNodes]) {
      let twin = at;
      while (twin && !kin(twin, next)) twin = !named(next) && holds(twin) ? null : twin.nextSibling;
      if (!twin) old.insertBefore(next, at);
      else {
        while (at !== twin) drop();
        if (at.attributes) dress(at, next);
        else if (at.data !== next.data) at.data = next.data;
        at = at.nextSibling;
      }
    }
    while (at) drop();
  }
  function dress(old, fresh) {
    for (const { name } of [...old.attributes, ...fresh.attributes]) {
      const value = fresh.getAttribute(name);
      if (name === "open" || value === old.getAttribute(name)) continue;
      if (value === null) old.removeAttribute(name);
      else old.setAttribute(name, value);
    }
    become(old, fresh);
  }

  const tell = (form, words) => {
    const where = find(`#${form.dataset.tell}`);
    if (where.textContent !== words) where.textContent = words;
    return where;
  };
  const questions = () => [...document.querySelectorAll("[data-keep]")];
  const asked = () => questions().map(named).join();
  const said = () => place.querySelector("[data-say]")?.textContent;
  const settle = () => questions().forEach((one) => (one.hidden = answered.has(one.dataset.keep)));

  function show() {
    if (finger) return void setTimeout(show, A_TAP);
    const active = document.activeElement, before = said(), question = asked();
    become(place, read(last).body);
    if (!active.isConnected && active.id) document.getElementById(active.id)?.focus();
    settle();
    if (asked() && asked() !== question) document.querySelectorAll("[data-again]").forEach((form) => tell(form, ""));
    if (said() && said() !== before) aloud.textContent = said();
  }

  function connected(yes) {
    if (lost === yes) state.textContent = yes ? state.dataset.back : state.dataset.lost;
    lost = !yes;
    setTimeout(() => lost || (state.textContent = ""), SHOWN);
  }
  function awake() {
    clearTimeout(watch);
    watch = setTimeout(open, SILENCE);
  }
  function rest() {
    clearTimeout(watch);
    source?.close();
  }
  function open() {
    rest();
    awake();
    source = new EventSource(place.dataset.live);
    source.addEventListener("beat", awake);
    source.addEventListener("anew", ask);
    source.addEventListener("last", rest);
    source.onopen = () => connected(true);
    source.onmessage = ({ data }) => {
      awake();
      anew = false;
      if (data !== last) {
        last = data;
        show();
      }
    };
    source.onerror = () => {
      connected(false);
      // A browser comes back after an end but not after a refusal.
      if (source.readyState === EventSource.CLOSED) later(ask, SOON);
    };
  }
  // Whoever may still see the page finds a new token in it.
  async function ask() {
    rest();
    const asking = { headers: { Live: place.dataset.live }, signal: AbortSignal.timeout?.(LATE) };
    const page = anew || (await fetch(location.pathname, asking)
      .then(async (answer) => answer.status < 500 && read(await answer.text())).catch(() => null));
    const fresh = !anew && page && page.querySelector("[data-live]");
    if (fresh) {
      anew = true;
      place.dataset.live = fresh.dataset.live;
    }
    if (fresh || !page) open();
    // Once, and never while somebody writes.
    else if (!anew && last && !written && !sending.size) location.reload();
    else state.textContent = state.dataset.over;
  }

  // It is counted once, however often it is sent.
  async function send(form, by) {
    const address = by.formAction, body = new URLSearchParams(new FormData(form));
    if (by.name) body.append(by.name, by.value);
    if (sending.has(address)) return;
    sending.add(address);
    for (let wait = SOON / 2; ; wait = Math.min(2 * wait, LATE)) {
      const asking = { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(LATE) };
      const got = await fetch(address, asking).then((answer) => answer.status < 500 && answer.json()).catch(() => null);
      if (got?.said) {
        sending.delete(address);
        const where = tell(form, `${got.title}. ${got.why} ${got.then}`);
        if (got.said !== "counted" && got.said !== "already") return;
        written = false;
        answered.add(by.closest("[data-keep]")?.dataset.keep);
        settle();
        return where.focus();
      }
      tell(form, form.dataset.lost);
      await new Promise((go) => {
        later(go, wait);
        addEventListener("online", go, { once: true });
      });
    }
  }

  addEventListener("submit", (event) => {
    if (!("again" in event.target.dataset) || !event.submitter) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  addEventListener("input", () => (written = true));
  addEventListener("pointerdown", () => (finger = true));
  for (const end of ["up", "cancel"]) addEventListener("pointer" + end, () => setTimeout(() => (finger = false), A_TAP));
  questions().forEach((one) => one.hidden && answered.add(one.dataset.keep));
  if (!place) return;
  addEventListener("online", open);
  addEventListener("offline", () => connected(false));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => event.persisted && open());
  open();
})();
