/*! T-Developer Status widget: one script tag, no dependencies. Options and examples: docs/widget.md */
(() => {
  const script = document.currentScript ?? [...document.querySelectorAll('script[src*="/widget.js"]')].pop();
  if (!script?.src) return;

  const REFRESH_MS = 60_000;
  const TIMEOUT_MS = 10_000;
  // An older answer is no longer called the state: the pill says that it does not know.
  const STALE_MS = 300_000;

  const { origin } = new URL(script.src);
  const { lang, theme, position = "bottom-right", target, show } = script.dataset;
  const wanted = lang || document.documentElement.lang || navigator.language || "en";
  const language = /^ko\b/i.test(wanted) ? "ko" : "en";
  const korean = {
    "All Systems Operational": "모든 시스템 정상",
    "Major System Outage": "전체 시스템 중대 장애",
    "Partial System Outage": "일부 시스템 장애",
    "Minor Service Outage": "일부 서비스 부분 장애",
    "Degraded System Service": "전체 서비스 성능 저하",
    "Partially Degraded Service": "일부 서비스 성능 저하",
    "Service Under Maintenance": "서비스 점검 중",
    "No data yet": "데이터 없음",
    "Status unavailable": "상태를 확인할 수 없음",
    "opens in a new tab": "새 탭에서 열림",
  };
  const say = (text) => (language === "ko" && korean[text]) || text;

  // Tone: light colour, dark colour, filled shape, line cut into it. The page draws the same shapes.
  const tones = {
    none: ["#23935a", "#34a06a", "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0z", "m4.3 8.3 2.6 2.5 4.8-5.1"],
    maintenance: [
      "#3f73d8",
      "#5b8def",
      "M15.6 3.9a4.9 4.9 0 0 1-6.4 6L4 15.2a2.2 2.2 0 0 1-3.1-3.1L6.1 6.8A4.9 4.9 0 0 1 12.1.4L9.3 3.2l.6 2.9 2.9.6z",
    ],
    minor: [
      "#b97e00",
      "#d09a1d",
      "M1.6 1.8h12.8c1.2 0 1.9 1.3 1.3 2.3L9.3 14.6c-.6 1-2 1-2.6 0L.3 4.1C-.3 3.1.4 1.8 1.6 1.8z",
      "M8 4.6v3.9M8 10.6v.2",
    ],
    major: ["#dd6420", "#e27a35", "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 0 1 0 12z"],
    critical: [
      "#cf2e27",
      "#e5534b",
      "M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z",
      "m5.2 5.2 5.6 5.6M10.8 5.2l-5.6 5.6",
    ],
    unknown: ["#808893", "#8d96a1", "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z"],
  };
  const order = ["none", "maintenance", "minor", "major", "critical"];

  const css = `:host{all:initial!important;display:inline-block!important;vertical-align:middle!important;max-width:100%!important}
:host([hidden]){display:none!important}
:host(.float){position:fixed!important;z-index:2147483000!important;bottom:16px!important;bottom:calc(16px + env(safe-area-inset-bottom))!important;max-width:calc(100vw - 32px)!important}
:host(.right){right:16px!important}:host(.left){left:16px!important}
a{--paper:#fff;--text:#1a1f26;--soft:#565f6b;--edge:#cfd6dd;box-sizing:border-box;display:inline-flex;align-items:center;gap:8px;max-width:min(320px,100%);padding:7px 14px 7px 10px;border:1px solid var(--edge);border-radius:20px;background:var(--paper);color:var(--text);font:500 13px/18px system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Noto Sans KR","Malgun Gothic",sans-serif;text-decoration:none;word-break:keep-all}
a.dark{--paper:#161b22;--text:#e8ebf0;--soft:#a0a9b5;--edge:#3d4650}
:host(.float) a{box-shadow:0 2px 10px rgb(0 0 0/.14)}
a:hover{border-color:var(--soft)}
a:focus-visible{outline:2px solid var(--tone);outline-offset:2px}
svg{flex:none;width:16px;height:16px;fill:var(--tone)}
.cut{fill:none;stroke:var(--paper);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
span{min-width:0}
b,small{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font:inherit}
b{font-weight:600}small{color:var(--soft);font-size:12px;line-height:16px}
i{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media(prefers-reduced-motion:no-preference){a{animation:in .15s}@keyframes in{from{opacity:0}}}
@media(forced-colors:active){svg{fill:CanvasText}}
@media print{:host(.float){display:none!important}}`;

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  // A constructed sheet needs no 'unsafe-inline' in the host page's style-src.
  if (root.adoptedStyleSheets) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } else {
    root.append(element("style", css));
  }
  const link = root.appendChild(element("a"));
  link.target = "_blank";
  link.rel = "noopener";
  link.part = "pill";
  const icon = link.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("aria-hidden", "true");
  const name = link.appendChild(element("i"));
  const words = link.appendChild(element("span"));
  words.setAttribute("aria-live", "polite");
  link.append(element("i", ` (${say("opens in a new tab")})`));
  link.lang = language;

  function element(name, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }

  const darkness = matchMedia("(prefers-color-scheme: dark)");
  let tone = "unknown";
  function paint() {
    const isDark = theme === "dark" || (theme !== "light" && darkness.matches);
    const [light, dark, shape, cut] = tones[tone];
    link.classList.toggle("dark", isDark);
    link.style.setProperty("--tone", isDark ? dark : light);
    icon.replaceChildren(...[shape, cut].filter(Boolean).map(draw));
  }
  function draw(d, index) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    path.setAttribute("fill-rule", "evenodd");
    if (index) path.setAttribute("class", "cut");
    return path;
  }

  /** Shows a tone with one or two lines; what did not change is not announced again. */
  function tell(next, headline, detail, url) {
    const isCalm = next === "none" && !detail;
    host.hidden = show === "trouble" && (isCalm || next === "unknown");
    link.href = url;
    tone = next;
    paint();
    if (words.textContent === headline + (detail ?? "")) return;
    words.replaceChildren(element("b", headline), ...(detail ? [element("small", detail)] : []));
    link.title = detail ? `${headline} · ${detail}` : headline;
  }

  function tellSummary({ page, status, components, incidents, scheduled_maintenances }) {
    const url = /^https?:/.test(page.url) ? page.url : origin;
    name.textContent = `${page.name}: `;
    const leaves = components.filter((one) => !one.group);
    if (leaves.every((one) => one.data && one.data !== "fresh"))
      return tell("unknown", page.name, say("No data yet"), url);
    const rank = (impact) => order.indexOf(impact);
    const [worst] = [...incidents].sort((a, b) => rank(b.impact) - rank(a.impact));
    const running = scheduled_maintenances.find((one) => one.status !== "scheduled");
    const sentence = say(status.description);
    // An open incident without a component in trouble leaves the indicator green; the pill must not.
    const loudest = Math.max(rank(status.indicator), rank(worst?.impact));
    if (worst) return tell(order[loudest] ?? "none", worst.name, sentence, url);
    tell(order[loudest] ?? "unknown", sentence, running?.name, url);
  }

  // The document of the reader's language where the page has it, else the plain one.
  const paths = [`/${language}/api/v2/summary.json`, "/api/v2/summary.json"];
  let toldAt = 0;
  let askedAt = 0;
  async function refresh() {
    askedAt = Date.now();
    try {
      const options = { credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) };
      let answer = await fetch(origin + paths[0], options);
      if (answer.status === 404 && paths[1]) {
        paths.shift();
        answer = await fetch(origin + paths[0], options);
      }
      if (!answer.ok) throw new Error(String(answer.status));
      tellSummary(await answer.json());
      toldAt = Date.now();
    } catch {
      if (Date.now() - toldAt > STALE_MS) tell("unknown", say("Status unavailable"), undefined, origin);
    }
  }

  function place() {
    const inside = target && document.querySelector(target);
    if (inside) inside.append(host);
    else if (position === "inline" && document.body.contains(script)) script.after(host);
    else {
      host.className = `float ${position.endsWith("left") ? "left" : "right"}`;
      document.body.append(host);
    }
  }
  function tick() {
    if (!document.hidden && Date.now() - askedAt >= REFRESH_MS) refresh();
  }

  darkness.addEventListener("change", paint);
  refresh().then(() => {
    if (document.body) place();
    else addEventListener("DOMContentLoaded", place);
    // Spread over a few seconds, so that readers of one page do not ask in step.
    setInterval(tick, REFRESH_MS + Math.random() * 5_000);
    document.addEventListener("visibilitychange", tick);
  });
})();
