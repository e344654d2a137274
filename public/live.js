// Explained in docs/public-page.md. At most 3 KB compressed.
(() => {
  const root = document.documentElement;
  const words = document.currentScript.dataset;
  const find = (selector, from = document) => from.querySelector(selector);
  const POLL_MS = 30_000;
  const MARK_MS = 6_000;

  const system = matchMedia("(prefers-color-scheme: dark)");
  const paint = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    const color = getComputedStyle(root).getPropertyValue("--page").trim();
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) if (theme) meta.content = color;
  };
  const stored = (theme) => {
    try {
      if (theme !== undefined) localStorage.theme = theme;
      return localStorage.theme;
    } catch {}
  };
  const chosen = stored();
  if (chosen === "dark" || chosen === "light") paint(chosen);
  root.classList.add("js");
  const switchTheme = () => {
    const own = system.matches ? "dark" : "light";
    const next = (root.dataset.theme ?? own) === "dark" ? "light" : "dark";
    stored(next === own ? "" : next);
    paint(next);
  };

  const mark = (line) => {
    line.classList.add("changed");
    setTimeout(() => line.classList.remove("changed"), MARK_MS);
  };
  const morph = (old, fresh) => {
    if (old.hasAttribute("data-keep")) return;
    const isChanged = old.getAttribute("data-line") !== fresh.getAttribute("data-line");
    for (const { name, value } of [...fresh.attributes])
      if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
    for (const { name } of [...old.attributes])
      if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
    if (isChanged) mark(old);
    let next = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      const match = child.id
        ? [...old.children].find((one) => one.id === child.id)
        : next && !next.id && next.nodeName === child.nodeName && next;
      if (match) {
        if (match === next) next = next.nextSibling;
        else old.insertBefore(match, next);
        if (child.nodeType === 1) morph(match, child);
        else if (match.data !== child.data) match.data = child.data;
      } else {
        old.insertBefore(child, next);
        if (child.nodeType === 1 && child.hasAttribute("data-line")) mark(child);
      }
    }
    while (next) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
  };

  const count = () => {
    for (const { dataset, firstChild } of document.querySelectorAll("[data-by]")) {
      const minutes = Math.ceil((new Date(dataset.by) - Date.now()) / 60_000);
      firstChild.data = minutes > 0 ? dataset.in.replace("~", duration(minutes * 60)) : dataset.late;
    }
  };
  let days;
  let etag;
  let isBusy = false;
  const version = () => Number(find("main").dataset.version);
  const refresh = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      const answer = await fetch(location.pathname);
      if (!answer.ok) throw answer;
      const tag = answer.headers.get("etag");
      if (!tag || tag !== etag) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const main = find("main", page);
        if (main && Number(main.dataset.version) >= version()) {
          document.title = page.title;
          const icon = find("link[rel=icon]");
          const freshIcon = find("link[rel=icon]", page);
          if (icon && freshIcon && icon.href !== freshIcon.href) icon.replaceWith(freshIcon);
          morph(find("main"), main);
          days = undefined;
          count();
          dispatchEvent(new CustomEvent("page-refreshed", { detail: page }));
        }
        etag = tag;
      }
      root.classList.remove("is-offline");
    } catch {
      root.classList.add("is-offline");
    }
    isBusy = false;
  };

  let source;
  let ticks = 0;
  // A cache in between may hold the older page for two seconds more: asked until the new one is there
  const catchUp = (wanted, delay, tries) =>
    setTimeout(async () => {
      if (wanted <= version() || !tries) return;
      await refresh();
      catchUp(wanted, 1_000, tries - 1);
    }, delay);
  const listen = () => {
    source?.close();
    if (document.hidden) return;
    source = new EventSource("/events");
    source.addEventListener("snapshot", (event) => {
      catchUp(JSON.parse(event.data).version, Math.random() * 500, 5);
    });
  };
  const tick = () => {
    ticks += 1;
    count();
    if (document.hidden && ticks % 4) return;
    refresh();
    if (source?.readyState === 2) listen();
  };

  let tip;
  let shown = {};
  const hide = () => {
    tip?.remove();
    shown.pick?.remove();
    shown.bar?.removeAttribute("aria-describedby");
    shown = {};
  };
  const place = (box, x, content) => {
    tip ??= Object.assign(document.createElement("div"), { id: "tip" });
    tip.setAttribute("role", "tooltip");
    tip.setAttribute("aria-live", "polite");
    tip.replaceChildren(...content);
    if (!tip.isConnected) document.body.append(tip);
    const { offsetWidth: width, offsetHeight: height } = tip;
    const left = Math.min(Math.max(8, x - width / 2), root.clientWidth - width - 8);
    const isAbove = box.top > height + 12;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${scrollY + (isAbove ? box.top - height - 6 : box.bottom + 6)}px`;
  };
  const line = (name, ...content) => {
    const made = document.createElement(name);
    made.append(...content);
    return made;
  };
  const duration = (seconds) => {
    const units = words.units.split("|");
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return parts
      .map((n, i) => (n ? n + units[i] : ""))
      .filter(Boolean)
      .join(" ");
  };
  const load = () => {
    days ??= fetch("/api/public/v1/uptime.json")
      .then((answer) => answer.json())
      .then(({ components, groups }) => new Map([...components, ...groups].map((one) => [one.id, one.days])));
    days.catch(() => {
      days = undefined;
    });
    return days;
  };
  const showDay = async (bar, index) => {
    if (shown.bar === bar && shown.index === index) return;
    if (shown.bar !== bar) hide();
    shown.bar = bar;
    shown.index = index;
    const day = (await load().catch(() => null))?.get(bar.dataset.id)?.[index];
    if (!day || shown.bar !== bar || shown.index !== index) return;
    const date = new Date(day.date).toLocaleDateString(root.lang, { dateStyle: "full", timeZone: "UTC" });
    const percent =
      day.uptime === null ? words.none : `${day.uptime.slice(0, -2).replace("100.00", "100")} %`;
    const states = Object.entries(day.seconds)
      .filter(([, seconds]) => seconds > 0)
      .map(([state, seconds]) =>
        line("div", find(`[data-state=${state}] .state`).cloneNode(true), duration(seconds)),
      );
    const incidents = [...document.querySelectorAll(`[data-for~="${bar.dataset.id}"]`)]
      .filter(({ dataset }) => dataset.from <= day.date && dataset.until >= day.date)
      .map((one) => line("i", find("h3,h4", one).textContent));
    const box = bar.getBoundingClientRect();
    place(box, box.left + ((index + 0.5) / 90) * box.width, [
      line("b", date),
      line("p", percent),
      ...states,
      ...incidents,
    ]);
    bar.setAttribute("aria-describedby", "tip");
    shown.pick ??= document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ class: "pick", x: index, width: 1, height: 32 }))
      shown.pick.setAttribute(name, value);
    find("svg", bar).append(shown.pick);
  };
  const showTime = (time) => {
    if (shown.bar === time) return;
    hide();
    shown.bar = time;
    const own = new Date(time.dateTime).toLocaleString(root.lang, { dateStyle: "medium", timeStyle: "long" });
    const box = time.getBoundingClientRect();
    place(box, box.left + box.width / 2, [line("b", words.zone), own]);
  };
  const showAt = (event) => {
    const bar = event.target.closest?.(".bar");
    const time = event.target.closest?.("time");
    if (bar) {
      const box = bar.getBoundingClientRect();
      showDay(bar, Math.min(89, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * 90))));
    } else if (time) showTime(time);
    else if (!event.target.closest?.("#tip")) hide();
  };

  let isTouch = false;
  const on = (type, listener, options) => document.addEventListener(type, listener, options);
  on("pointerdown", (event) => {
    isTouch = event.pointerType === "touch";
    showAt(event);
  });
  on("pointermove", showAt, { passive: true });
  on("click", (event) => {
    if (event.target.closest("#theme")) switchTheme();
    else if (isTouch && event.target.closest(".bar")) event.preventDefault();
  });
  on("focusin", ({ target }) => {
    if (target.matches(".bar:focus-visible")) showDay(target, 89);
  });
  on("focusout", hide);
  on("keydown", (event) => {
    if (event.key === "Escape") hide();
    if (!event.target.matches?.(".bar")) return;
    const at = shown.index ?? 89;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: 89 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    showDay(event.target, Math.min(89, Math.max(0, to)));
  });
  addEventListener("resize", hide);
  addEventListener("load", () => {
    if (!find("main[data-version]")) return;
    listen();
    setInterval(tick, POLL_MS);
    on("visibilitychange", () => {
      listen();
      if (!document.hidden) refresh();
    });
  });
})();
