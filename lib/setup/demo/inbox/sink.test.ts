import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MAX_HOOK_BYTES, MAX_RECEIVED, type Sink, startSink } from "./sink.ts";

let sink: Sink;
beforeEach(async () => {
  sink = await startSink({ smtpPort: 0, httpPort: 0 });
});
afterEach(() => sink.close());

const web = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${sink.httpPort}${path}`, init);

/** Speaks SMTP by hand: sends each line once the server has answered the one before; returns all answers. */
async function speak(lines: string[]): Promise<string[]> {
  const socket = connect(sink.smtpPort, "127.0.0.1");
  const answers: string[] = [];
  const queue = [...lines];
  for await (const answer of createInterface({ input: socket })) {
    answers.push(answer);
    // "250-…" is one line of several.
    if (answer[3] === "-") continue;
    const next = queue.shift();
    if (next === undefined) socket.end();
    else socket.write(`${next}\r\n`);
  }
  return answers;
}

const MAIL = [
  "From: Status <status@example.com>",
  "To: someone@example.com",
  "Subject: =?UTF-8?B?7J6l7JWg?= <b>now</b>",
  "List-Unsubscribe: <https://status.example.com/unsubscribe/x>",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: 8bit",
  "",
  "REST API: 주요 장애 <script>alert(1)</script>",
  "..a line that begins with a dot",
  ".",
].join("\r\n");

const deliver = (mail = MAIL, to = ["someone@example.com"]) =>
  speak([
    "EHLO tester",
    "MAIL FROM:<bounce@example.com>",
    ...to.map((one) => `RCPT TO:<${one}>`),
    "DATA",
    mail,
    "QUIT",
  ]);

describe("the mail sink", () => {
  it("takes a message over SMTP and keeps its envelope, subject, text and headers", async () => {
    const answers = await deliver(MAIL, ["a@example.com", "b@example.com"]);
    expect(answers.at(0)).toMatch(/^220 /);
    expect(answers.at(-2)).toMatch(/^250 /);
    expect(answers.at(-1)).toMatch(/^221 /);
    expect(sink.received()).toMatchObject([
      {
        number: 1,
        kind: "mail",
        from: "bounce@example.com",
        to: ["a@example.com", "b@example.com"],
        subject: "장애 <b>now</b>",
      },
    ]);
    const [mail] = sink.received();
    expect(mail?.kind === "mail" && mail.text).toContain(
      "REST API: 주요 장애 <script>alert(1)</script>\n.a line",
    );
    expect(mail?.headers).toContain("List-Unsubscribe: <https://status.example.com/unsubscribe/x>");
  });

  it("offers no TLS, so that nothing needs a certificate, and says how large a message may be", async () => {
    const answers = await speak(["EHLO tester", "QUIT"]);
    expect(answers.join("\n")).toContain("SIZE 10000000");
    expect(answers.join("\n")).not.toContain("STARTTLS");
  });

  it("refuses what is larger", async () => {
    const answers = await speak(["EHLO tester", "MAIL FROM:<a@example.com> SIZE=10000001", "QUIT"]);
    expect(answers.at(-2)).toMatch(/^552 /);
    expect(sink.received()).toEqual([]);
  });

  it("outlives a client that breaks off in the middle of a message", async () => {
    const socket = connect(sink.smtpPort, "127.0.0.1");
    await once(socket, "data");
    socket.write("EHLO tester\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nhalf");
    socket.destroy();
    await deliver();
    expect(sink.received()).toHaveLength(1);
  });
});

describe("the webhook sink", () => {
  it("takes any POST, PUT, PATCH and DELETE", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await web("/hooks/1?x=2", {
        method,
        body: '{"page":{"id":"p"}}',
        headers: { "webhook-id": "1" },
      });
      expect([response.status, await response.json()]).toEqual([200, { received: true }]);
    }
    expect(sink.received().map((one) => one.kind === "webhook" && one.method)).toEqual([
      "DELETE",
      "PATCH",
      "PUT",
      "POST",
    ]);
    expect(sink.received()[0]).toMatchObject({ path: "/hooks/1?x=2", body: '{"page":{"id":"p"}}' });
    expect(sink.received()[0]?.headers).toContain("webhook-id: 1");
  });

  it("refuses what is larger than it keeps", async () => {
    const response = await web("/", { method: "POST", body: "x".repeat(MAX_HOOK_BYTES + 1) });
    expect(response.status).toBe(413);
    expect(sink.received()).toEqual([]);
  });

  it("keeps the newest only", async () => {
    for (let i = 0; i < MAX_RECEIVED + 3; i++) await web(`/${i}`, { method: "POST" });
    expect(sink.received()).toHaveLength(MAX_RECEIVED);
    expect(sink.received()[0]).toMatchObject({ number: MAX_RECEIVED + 3, path: `/${MAX_RECEIVED + 2}` });
  });
});

describe("the page of the sink", () => {
  it("says that nothing has arrived", async () => {
    const response = await web("/");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toContain("Nothing has arrived yet");
  });

  it("shows mail and webhooks, newest first, as text", async () => {
    await deliver();
    await web("/hook", { method: "POST", body: '{"a":"<img src=x>"}' });
    const page = await (await web("/")).text();
    expect(page).toContain("장애 &lt;b&gt;now&lt;/b&gt;");
    expect(page).toContain("주요 장애 &lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("&quot;a&quot;: &quot;&lt;img src=x&gt;&quot;");
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("<b>Webhook</b>");
    expect(page.indexOf("POST /hook")).toBeLessThan(page.indexOf("bounce@example.com"));
  });

  it("draws mails in a frame that runs nothing, beside their text", async () => {
    const html = "Content-Type: text/html; charset=utf-8";
    const mail = MAIL.replace("Content-Type: text/plain; charset=utf-8", html).replace(
      "<script>alert(1)</script>",
      '<p class="x">drawn</p><script>alert(1)</script>',
    );
    await deliver(mail);
    const page = await (await web("/")).text();
    expect(page).toMatch(
      /<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="mail" srcdoc="/,
    );
    expect(page).toContain("&lt;p class=&quot;x&quot;&gt;drawn&lt;/p&gt;&lt;script&gt;");
    expect(page).not.toMatch(/<script|allow-scripts|allow-same-origin/);
  });

  it("answers as Twilio and Teams do, and shows what was said", async () => {
    const form = new URLSearchParams({ To: "+821000000001", From: "+15005550006", Body: "점검 <시작>" });
    const sms = await web("/2010-04-01/Accounts/AC0/Messages.json", {
      method: "POST",
      body: form.toString(),
    });
    expect([sms.status, await sms.json()]).toEqual([201, expect.objectContaining({ status: "queued" })]);
    const card = { type: "AdaptiveCard", fallbackText: "[Resolved] API" };
    const teams = await web("/teams/workflows/demo", { method: "POST", body: JSON.stringify(card) });
    expect(teams.status).toBe(202);
    const slack = JSON.stringify({ text: "[Identified] API", blocks: [] });
    await web("/slack/services/demo", { method: "POST", body: slack });
    const incident = JSON.stringify({ meta: {}, page: {}, incident: { name: "Agents stopped" } });
    await web("/webhook", { method: "POST", body: incident });
    const page = await (await web("/")).text();
    for (const told of [
      "<b>SMS</b> <strong>→ +821000000001</strong>",
      "점검 &lt;시작&gt;",
      "<b>Teams</b> <strong>[Resolved] API</strong>",
      "<b>Slack</b> <strong>[Identified] API</strong>",
      "<b>Webhook</b> <strong>Agents stopped</strong>",
    ])
      expect(page).toContain(told);
  });

  it("runs no script and loads nothing", async () => {
    const response = await web("/");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("tells programs the same as JSON", async () => {
    await deliver();
    const received = await (await web("/received.json")).json();
    expect(received).toMatchObject([{ kind: "mail", subject: "장애 <b>now</b>" }]);
  });

  it("answers 404 elsewhere, and HEAD without a body", async () => {
    expect((await web("/elsewhere")).status).toBe(404);
    const head = await web("/", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });
});

describe("starting the sink", () => {
  it("tells a taken port, and leaves the other one free", async () => {
    await expect(startSink({ smtpPort: 0, httpPort: sink.httpPort })).rejects.toThrow("EADDRINUSE");
    await expect(startSink({ smtpPort: sink.smtpPort, httpPort: 0 })).rejects.toThrow("EADDRINUSE");
  });
});
