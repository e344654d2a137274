import { hookShown } from "./sink-shown.ts";

/** Something that the sink got. `text` and `body` are shown as they came. */
export type Received = { number: number; at: Date; headers: string[] } & (
  | { kind: "mail"; from: string; to: string[]; subject: string; text: string; html: string | null }
  | { kind: "webhook"; method: string; path: string; body: string }
);

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one] as string);

/** The mail as its reader's program would draw it: in a frame that runs nothing; its links open beside it. */
const rendered = (html: string): string =>
  `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="mail" srcdoc="${escaped(html)}"></iframe>`;

function partsOf(received: Received): { label: string; title: string; what: string; body: string } {
  if (received.kind === "mail") {
    const text = `<pre>${escaped(received.text)}</pre>`;
    const isWritten = received.html !== null;
    return {
      label: "Mail",
      title: received.subject || "(no subject)",
      what: `${received.from} → ${received.to.join(", ")}`,
      body: isWritten ? `${rendered(received.html!)}<details><summary>text</summary>${text}</details>` : text,
    };
  }
  const { label, title, text } = hookShown(received);
  return { label, title, what: `${received.method} ${received.path}`, body: `<pre>${escaped(text)}</pre>` };
}

function entry(received: Received): string {
  const { number, at, headers } = received;
  const { label, title, what, body } = partsOf(received);
  return `<li id="r${number}"><details><summary><time datetime="${at.toISOString()}">${at.toISOString()}</time>
<b>${label}</b> <strong>${escaped(title)}</strong> <span>${escaped(what)}</span></summary>
${body}<details><summary>headers</summary><pre class="headers">${escaped(headers.join("\n"))}</pre></details></details></li>`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
ol{list-style:none;padding:0}li{border-top:1px solid #8886;padding:.5rem 0}time{font-variant-numeric:tabular-nums;opacity:.7}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#8881;padding:.75rem}.headers{opacity:.7;font-size:.875rem}
iframe{width:100%;height:34rem;border:1px solid #8886;border-radius:8px;background:#fff}summary{cursor:pointer}b{font-size:.8125rem;padding:.1rem .4rem;border:1px solid #8886;border-radius:8px}`;

/** The one page of the sink: what was received, newest first. */
export function sinkPage(received: readonly Received[], most: number): string {
  const list =
    received.length > 0
      ? `<ol>${received.map(entry).join("\n")}</ol>`
      : "<p>아직 받은 것이 없습니다. · Nothing has arrived yet.</p>";
  return `<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>데모 수신함 · Demo inbox</title><style>${STYLE}</style></head>
<body><main><h1>데모 수신함 · Demo inbox</h1>
<p>데모가 보낸 메일, 문자, Slack, Teams, 웹훅입니다. 밖으로 나가는 것은 없습니다. · Mail, SMS, Slack, Teams and webhooks that the demo sent. Nothing leaves this machine. (${received.length} / ${most})</p>
${list}</main></body></html>
`;
}
