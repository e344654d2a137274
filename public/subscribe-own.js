// What the pages to subscribe on gain by scripts; they are complete without.
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  // The answer to a form is where its reader goes on.
  if (location.hash === "#said") document.getElementById("said")?.focus();

  // The zone of the browser, where the page's is another one.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const button of all("[data-use-zone]")) {
    const field = document.getElementById(button.dataset.useZone);
    if (!zone || !field || field.value === zone) continue;
    button.textContent = button.textContent.replace("~", zone);
    button.hidden = false;
    button.addEventListener("click", () => {
      field.value = zone;
      field.focus();
      button.hidden = true;
    });
  }

  for (const button of navigator.clipboard ? all("[data-copy]") : []) {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = button.dataset.copied;
        setTimeout(() => {
          button.textContent = words;
        }, 3_000);
      } catch {}
    });
  }
  for (const field of all("[data-select]")) field.addEventListener("focus", () => field.select());

  // A second press while the first is under way would send everything twice.
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
  });

  // Only what is certainly wrong, and only after the field was left; the server says the rest.
  const FORMS = {
    email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    url: /^https?:\/\/[^\s/]+/i,
    phone: /^\+?[\d\s().-]{6,}$/,
  };
  for (const field of all("[data-check]")) {
    const id = `${field.id}-fault`;
    const isFine = () => field.value === "" || FORMS[field.dataset.check].test(field.value.trim());
    // Not at once: a line that appears under the pointer would move the button away that is being pressed.
    const look = () => {
      if (field.form?.dataset.sent || document.activeElement === field) return;
      if (isFine() || document.getElementById(id)) return;
      const line = Object.assign(document.createElement("p"), { id, className: "fault" });
      line.textContent = field.dataset.wrong;
      line.setAttribute("role", "status");
      field.after(line);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", `${id} ${field.id}-hint`);
    };
    field.addEventListener("blur", () => setTimeout(look, 300));
    field.addEventListener("input", () => {
      if (!isFine()) return;
      field.removeAttribute("aria-invalid");
      document.getElementById(id)?.remove();
    });
  }
})();
