import { createHash } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type SmtpRule, SmtpRules } from "./smtp-rules.ts";
import { SmtpTalk } from "./smtp-talk.ts";

/** A mail that came in whole, whatever it was answered. */
export type MailSeen = {
  at: number;
  from: string;
  /** Of the envelope. */
  to: string[];
  messageId: string;
  subject: string;
  bodyHash: string;
  bytes: number;
  /** Which connection brought it, from 1. */
  connection: number;
  /** What we answered: `250 taken`, a refusal, `hang`, or `lose` (taken, but the line dropped before the answer). */
  answered: string;
};

export type SmtpSinkOptions = {
  port?: number;
  rules?: SmtpRule[];
  /** How many mails are kept whole, the first ones; none of them by default. */
  keeps?: number;
};

/** How many mails came in, connections are open now, and were open at once at most. */
export type SmtpCounts = { mails: number; accepted: number; open: number; peak: number; connections: number };

export type SmtpSink = {
  port: number;
  /** For SMTP_URL. */
  url: string;
  history: () => MailSeen[];
  /** The whole mail of an entry of the history, by its position, if it was kept. */
  raw: (index: number) => Buffer | null;
  counts: () => SmtpCounts;
  /** From now on; also for connections that are open. */
  program: (rules: SmtpRule[]) => void;
  /** Ends every connection and refuses new ones, until `open`. */
  shut: () => Promise<void>;
  open: () => Promise<void>;
  forget: () => void;
  stop: () => Promise<void>;
};

const headerOf = (head: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*((?:.*)(?:\\r\\n[ \\t].*)*)`, "im").exec(head)?.[1]?.replace(/\r\n/g, "") ?? "";

const seen = (raw: Buffer): Pick<MailSeen, "messageId" | "subject" | "bodyHash" | "bytes"> => {
  const split = raw.indexOf("\r\n\r\n");
  const head = raw.subarray(0, split < 0 ? raw.length : split).toString("latin1");
  const body = raw.subarray(split < 0 ? raw.length : split + 4);
  return {
    messageId: headerOf(head, "message-id"),
    subject: headerOf(head, "subject"),
    bodyHash: createHash("sha1").update(body).digest("base64url"),
    bytes: raw.length,
  };
};

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A real SMTP server that takes every mail, remembers it, and misbehaves as its rules say. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const rules = new SmtpRules();
  rules.set(options.rules ?? []);
  const history: MailSeen[] = [];
  const kept: Buffer[] = [];
  const sockets = new Set<Socket>();
  const counts = { accepted: 0, peak: 0, connections: 0 };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    counts.connections += 1;
    counts.peak = Math.max(counts.peak, sockets.size);
    const connection = counts.connections;
    new SmtpTalk(socket, {
      rules,
      onMail: ({ from, to }, raw, answered) => {
        if (answered.startsWith("250")) counts.accepted += 1;
        history.push({ at: Date.now(), from, to, ...seen(raw), connection, answered });
        if (history.length <= (options.keeps ?? 0)) kept.push(Buffer.from(raw));
      },
    });
  });
  const port = await listen(server, options.port ?? 0);
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    history: () => history,
    raw: (index) => kept[index] ?? null,
    counts: () => ({ ...counts, mails: history.length, open: sockets.size }),
    program: (next) => rules.set(next),
    shut,
    open: async () => void (await listen(server, port)),
    forget: () => {
      history.length = 0;
      kept.length = 0;
      Object.assign(counts, { accepted: 0, peak: sockets.size, connections: sockets.size });
    },
    stop: shut,
  };
}
