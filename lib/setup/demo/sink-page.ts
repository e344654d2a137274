/** Something that the sink got. `text` and `body` are shown as they came. */
export type Received = { number: number; at: Date; headers: string[] } & (
  | { kind: "mail"; from: string; to: string[]; subject: string; text: string }
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

/** JSON is easier to read indented; anything else stays as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function entry(received: Received): string {
  const { number, at, headers } = received;
  const [what, title, content] =
    received.kind === "mail"
      ? [`${received.from} → ${received.to.join(", ")}`, received.subject || "(no subject)", received.text]
      : [`${received.method} ${received.path}`, "webhook", readable(received.body)];
  return `<li id="r${number}"><details><summary><time datetime="${at.toISOString()}">${at.toISOString()}</time>
<strong>${escaped(title)}</strong> <span>${escaped(what)}</span></summary>
<pre>${escaped(content)}</pre><pre class="headers">${escaped(headers.join("\n"))}</pre></details></li>`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
ol{list-style:none;padding:0}li{border-top:1px solid #8886;padding:.5rem 0}time{font-variant-numeric:tabular-nums;opacity:.7}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#8881;padding:.75rem}.headers{opacity:.7;font-size:.875rem}`;

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
<p>데모가 보낸 메일과 웹훅입니다. 밖으로 나가는 것은 없습니다. · Mail and webhooks that the demo sent. Nothing leaves this machine. (${received.length} / ${most})</p>
${list}</main></body></html>
`;
}
