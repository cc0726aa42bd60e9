// Beside the text, while somebody writes: what points to somebody. Without this file saving says the same.
"use strict";
(() => {
  const PAUSE = 500;
  const form = document.getElementById("writing");
  const beside = document.getElementById("beside");
  const heading = document.getElementById("summary");
  const findings = document.getElementById("findings");
  const words = document.getElementById("words");
  const body = form.elements.namedItem("body");
  const part = (name) => beside.querySelector(`[data-part="${name}"]`);
  const typed = () => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const written = () => JSON.stringify(typed());
  const saved = "unsaved" in form.dataset ? "" : written();
  let checked = typed();
  let turn = 0;
  let waiting = 0;
  let asking = null;
  // Here, asked whether somebody is there to take the words, allowed to go, gone: so that nothing is sent twice.
  const HERE = 0, ASKED = 1, ALLOWED = 2, GONE = 3;
  let leaving = HERE;
  let trouble = "";

  // Where a finding stands now: words may have been typed before it since the check; null if they were typed in it.
  function placed(finding) {
    const { field, start, end } = finding.dataset;
    if (!field || !form.elements.namedItem(field)) return null;
    const before = checked[field] ?? "", now = form.elements.namedItem(field).value;
    const most = Math.min(before.length, now.length);
    let head = 0, tail = 0;
    while (head < most && before[head] === now[head]) head++;
    while (tail < most - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    const moved = now.length - before.length;
    if (Number(end) <= head) return { field, start: Number(start), end: Number(end) };
    if (Number(start) >= before.length - tail) return { field, start: Number(start) + moved, end: Number(end) + moved };
    return null;
  }

  // The text once more behind the field, unseen but for the lines under the words to settle.
  const marks = document.createElement("div");
  const paper = document.createElement("div");
  marks.className = "marks read typed";
  marks.setAttribute("aria-hidden", "true");
  marks.dir = body.dir;
  paper.className = "paper";
  body.replaceWith(paper);
  paper.append(marks, body);

  function paint() {
    const text = body.value, parts = [];
    let done = 0;
    for (const finding of findings.querySelectorAll('[data-field="body"]')) {
      const place = placed(finding);
      if (!place || place.start < done) continue;
      const mark = document.createElement("mark");
      mark.className = finding.dataset.level;
      mark.textContent = text.slice(place.start, place.end);
      parts.push(text.slice(done, place.start), mark);
      done = place.end;
    }
    marks.replaceChildren(...parts, text.slice(done) + "\n");
    marks.scrollTop = body.scrollTop;
  }

  function say(name) {
    trouble = name === "unreachable" || name === "signed-out" ? name : "";
    part("calm").hidden = trouble !== "";
    part("checking").hidden = name !== "checking";
    part("idle").hidden = name === "checking";
    part("unreachable").hidden = trouble !== "unreachable";
    part("signed-out").hidden = trouble !== "signed-out";
  }

  // What has the focus in the list keeps it when the list is new; if it is gone, the heading has it.
  function show(fragment) {
    const focus = findings.contains(document.activeElement) ? document.activeElement : null;
    const name = focus && focus.textContent;
    if (fragment.outerHTML !== findings.firstElementChild?.outerHTML) {
      findings.replaceChildren(fragment);
      if (focus) ([...findings.querySelectorAll("a, button")].find((one) => one.textContent === name) ?? heading).focus();
    }
    if (heading.textContent !== fragment.dataset.summary) heading.textContent = fragment.dataset.summary;
    if (fragment.dataset.words) words.textContent = fragment.dataset.words;
    paint();
  }

  const fetched = (address, options) => fetch(address, { redirect: "manual", signal: asking.signal, ...options });
  const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  // Somebody who signed in again elsewhere has another token; the page that one would get now holds it.
  async function renewed() {
    const answer = await fetched(location.pathname);
    const token = answer.ok && (await parsed(answer)).querySelector("#writing [name=csrfmiddlewaretoken]");
    if (token) form.elements.namedItem("csrfmiddlewaretoken").value = token.value;
    return Boolean(token);
  }

  // Asks once more after a new token; "signed-out" or "unreachable" where there is no answer.
  async function asked(sent, again) {
    const answer = await fetched(form.dataset.check, { method: "POST", body: sent });
    if (answer.type === "opaqueredirect") return "signed-out";
    if (answer.status === 403) return again && (await renewed()) ? asked(new FormData(form), false) : "signed-out";
    return (await parsed(answer)).querySelector("[data-summary]") ?? "unreachable";
  }

  // Of two answers the later one wins: an earlier question is given up when a new one is asked.
  async function check() {
    clearTimeout(waiting);
    asking?.abort();
    asking = new AbortController();
    const mine = ++turn, sent = new FormData(form), then = typed();
    say("checking");
    const answer = await asked(sent, true).catch(() => "unreachable");
    if (mine !== turn) return false;
    if (typeof answer === "string") {
      say(answer);
      return false;
    }
    say("idle");
    checked = then;
    show(answer);
    return true;
  }

  function changed() {
    paint();
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE);
  }

  function select(place) {
    const field = form.elements.namedItem(place.field);
    // A browser scrolls to the caret when the field gets the focus.
    field.blur();
    field.setSelectionRange(place.start, place.start);
    field.focus();
    field.setSelectionRange(place.start, place.end);
    return field;
  }

  // As if typed, so that the browser can undo it.
  function take(finding) {
    const place = placed(finding);
    if (!place) return check();
    const field = select(place);
    if (!document.execCommand("insertText", false, finding.dataset.take)) {
      field.setRangeText(finding.dataset.take, place.start, place.end, "end");
    }
    paint();
    return check();
  }

  findings.addEventListener("click", (event) => {
    const finding = event.target.closest("[data-field]");
    const control = event.target.closest("a, button");
    if (!finding || !control) return;
    if (control.matches("[data-show]")) {
      event.preventDefault();
      const place = placed(finding);
      if (place) select(place);
    } else if (control.value.startsWith("take-")) {
      event.preventDefault();
      take(finding);
    }
  });

  // Words leave this page only when somebody is there to take them.
  form.addEventListener("submit", async (event) => {
    if (leaving === ALLOWED) {
      leaving = GONE;
      return;
    }
    event.preventDefault();
    if (leaving !== HERE) return;
    leaving = ASKED;
    const { submitter } = event;
    const answered = await check();
    leaving = answered || !trouble ? ALLOWED : HERE;
    if (leaving === ALLOWED) form.requestSubmit(submitter);
    else part(trouble).scrollIntoView({ block: "center" });
  });
  addEventListener("beforeunload", (event) => {
    if (leaving !== GONE && written() !== saved) event.preventDefault();
  });
  addEventListener("pageshow", () => {
    leaving = HERE;
  });
  addEventListener("online", () => trouble && check());
  addEventListener("focus", () => trouble && check());
  form.addEventListener("input", changed);
  body.addEventListener("scroll", () => {
    marks.scrollTop = body.scrollTop;
  });
  say("idle");
  paint();
})();
