import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { type Received, sinkPage } from "./sink-page.ts";
import { isTwilio } from "./sink-shown.ts";

const HOST = "127.0.0.1";
/** The newest so many are kept, in memory. */
export const MAX_RECEIVED = 500;
export const MAX_MAIL_BYTES = 10_000_000;
export const MAX_HOOK_BYTES = 1_000_000;

export type Sink = {
  smtpPort: number;
  httpPort: number;
  /** Newest first. */
  received: () => readonly Received[];
  close: () => Promise<void>;
};

/** Everything that arrived, newest first, bounded. */
function createLog() {
  const entries: Received[] = [];
  let count = 0;
  return {
    entries,
    add: (
      entry: {
        [K in Received["kind"]]: Omit<Extract<Received, { kind: K }>, "number" | "at">;
      }[Received["kind"]],
    ) => {
      count += 1;
      entries.unshift({ ...entry, number: count, at: new Date() } as Received);
      entries.length = Math.min(entries.length, MAX_RECEIVED);
    },
  };
}
type Log = ReturnType<typeof createLog>;

function mailEntry(mail: ParsedMail, { envelope }: SMTPServerSession) {
  return {
    kind: "mail" as const,
    from: envelope.mailFrom ? envelope.mailFrom.address : "",
    to: envelope.rcptTo.map(({ address }) => address),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html || null,
    headers: mail.headerLines.map(({ line }) => line),
  };
}

function createMailServer(log: Log): SMTPServer {
  const keep = async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
    const mail = await simpleParser(stream);
    if (stream.sizeExceeded)
      throw Object.assign(new Error(`The message is larger than ${MAX_MAIL_BYTES} bytes`), {
        responseCode: 552,
      });
    log.add(mailEntry(mail, session));
  };
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    closeTimeout: 1_000,
    onData: (stream, session, done) => {
      keep(stream, session).then(() => done(), done);
    },
  });
}

/** The body as text, or null when it is larger than MAX_HOOK_BYTES. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_HOOK_BYTES) chunks.push(chunk);
  }
  return size > MAX_HOOK_BYTES ? null : Buffer.concat(chunks).toString("utf8");
}

/** What the real ones answer: Twilio with the id of the message, Teams before its flow runs. */
function answerOf(path: string, number: number): { status: number; body: unknown } {
  if (isTwilio(path)) {
    const sid = `SM${number.toString(16).padStart(32, "0")}`;
    return { status: 201, body: { sid, status: "queued", error_code: null } };
  }
  return { status: path.startsWith("/teams/") ? 202 : 200, body: { received: true } };
}

async function answer(request: IncomingMessage, response: ServerResponse, log: Log): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const send = (status: number, type: string, body: string) => {
    response.writeHead(status, {
      "content-type": `${type}; charset=utf-8`,
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    response.end(method === "HEAD" ? undefined : body);
  };
  if (method !== "GET" && method !== "HEAD") {
    const body = await readBody(request);
    if (body === null) return send(413, "text/plain", `The body is larger than ${MAX_HOOK_BYTES} bytes\n`);
    const headers = Object.entries(request.headersDistinct).map(
      ([name, values]) => `${name}: ${values?.join(", ")}`,
    );
    log.add({ kind: "webhook", method, path: url, body, headers });
    const answer = answerOf(url, log.entries[0]!.number);
    return send(answer.status, "application/json", `${JSON.stringify(answer.body)}\n`);
  }
  if (url === "/received.json") return send(200, "application/json", JSON.stringify(log.entries));
  if (url === "/") return send(200, "text/html", sinkPage(log.entries, MAX_RECEIVED));
  send(404, "text/plain", "Nothing is here. The list is at /\n");
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, HOST);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/**
 * A mail server and a webhook receiver that send nothing on: whatever arrives is shown on one page at
 * http://127.0.0.1:{httpPort}/. Any POST, PUT, PATCH or DELETE counts as a webhook. Port 0 takes a free one.
 * @throws the listening error (EADDRINUSE and the like) of either port
 */
export async function startSink(ports: { smtpPort: number; httpPort: number }): Promise<Sink> {
  const log = createLog();
  const mail = createMailServer(log);
  // A client that breaks off is no news; without a listener it would end the process.
  mail.on("error", () => {});
  const http = createServer((request, response) => {
    answer(request, response, log).catch(() => response.destroy());
  });
  const closeMail = () => new Promise<void>((resolve) => mail.close(resolve));
  const smtpPort = await listen(mail.server, ports.smtpPort);
  const httpPort = await listen(http, ports.httpPort).catch(async (error: unknown) => {
    await closeMail();
    throw error;
  });
  const close = async () => {
    const closed = once(http, "close");
    http.close();
    http.closeAllConnections();
    await Promise.all([closeMail(), closed]);
  };
  return { smtpPort, httpPort, received: () => log.entries, close };
}
