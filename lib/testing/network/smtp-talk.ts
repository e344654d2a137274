import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { SmtpRule, SmtpRules } from "./smtp-rules.ts";

const END = Buffer.from("\r\n.\r\n");

const ANSWERS: Record<string, string> = {
  EHLO: ["250-sink", "250-8BITMIME", "250-SMTPUTF8", "250-SIZE 50000000", "250 AUTH PLAIN"].join("\r\n"),
  HELO: "250 sink",
  NOOP: "250 well",
  RSET: "250 again",
  AUTH: "235 welcome",
  MAIL: "250 sender",
};

export type Envelope = { from: string; to: string[] };

export type TalkOptions = {
  rules: SmtpRules;
  /** A whole mail came in; `answered` is what we said of it: `250 …`, a refusal, `hang` or `lose`. */
  onMail: (envelope: Envelope, raw: Buffer, answered: string) => void;
};

/** One SMTP conversation over a socket, from the greeting on. */
export class SmtpTalk {
  readonly #socket: Socket;
  readonly #options: TalkOptions;
  #envelope: Envelope = { from: "", to: [] };
  #line = "";
  #chunks: Buffer[] | null = null;
  #tail = Buffer.alloc(0);
  #turn: Promise<unknown> = Promise.resolve();

  constructor(socket: Socket, options: TalkOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.setNoDelay(true);
    socket.on("error", () => {}).on("data", (chunk: Buffer) => this.#take(chunk));
    this.#answer(options.rules.match("greeting", ""), "220 sink ESMTP");
  }

  #take(chunk: Buffer): void {
    if (this.#chunks) {
      this.#takeData(chunk);
      return;
    }
    this.#line += chunk.toString("latin1");
    for (let end = this.#line.indexOf("\n"); end >= 0; end = this.#line.indexOf("\n")) {
      const line = this.#line.slice(0, end).replace(/\r$/, "");
      this.#line = this.#line.slice(end + 1);
      this.#command(line);
      if (!this.#chunks) continue;
      const rest = this.#line;
      this.#line = "";
      if (rest) this.#takeData(Buffer.from(rest, "latin1"));
      return;
    }
  }

  #command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
    if (verb === "MAIL" || verb === "RSET") this.#envelope = { from: address, to: [] };
    if (verb === "RCPT") {
      const rule = this.#options.rules.match("rcpt", address);
      if (!rule?.does) this.#envelope.to.push(address);
      this.#answer(rule, "250 recipient");
    } else if (verb === "DATA" && this.#envelope.to.length > 0) {
      this.#chunks = [];
      // The dot of an empty message follows a line's end that belongs to DATA itself.
      this.#tail = Buffer.from("\r\n");
      this.#say("354 go");
    } else if (verb === "QUIT") {
      this.#say("221 bye");
      void this.#turn.then(() => this.#socket.end());
    } else this.#say(ANSWERS[verb] ?? (verb === "DATA" ? "503 nobody" : "502 what"));
  }

  #takeData(chunk: Buffer): void {
    const chunks = this.#chunks!;
    chunks.push(chunk);
    const seam = Buffer.concat([this.#tail, chunk.subarray(0, END.length - 1)]);
    const across = seam.indexOf(END);
    const within = across >= 0 ? -1 : chunk.indexOf(END);
    if (across < 0 && within < 0) {
      this.#tail = Buffer.concat([this.#tail, chunk.subarray(-END.length)]).subarray(1 - END.length);
      return;
    }
    const all = Buffer.concat(chunks);
    const before = all.length - chunk.length;
    const end = across >= 0 ? before - this.#tail.length + across : before + within;
    this.#chunks = null;
    this.#mail(all.subarray(0, end + 2));
    const rest = all.subarray(end + END.length);
    if (rest.length > 0) this.#take(rest);
  }

  #mail(stuffed: Buffer): void {
    const envelope = this.#envelope;
    this.#envelope = { from: "", to: [] };
    const raw = stuffed.includes("\r\n..")
      ? Buffer.from(stuffed.toString("latin1").replaceAll("\r\n..", "\r\n."), "latin1")
      : stuffed;
    const rule = this.#options.rules.match("data", envelope.to[0] ?? "");
    const does = rule?.does;
    const answered = typeof does === "object" ? `${does.code} ${does.text}` : (does ?? "250 taken");
    this.#options.onMail(envelope, raw, answered);
    this.#answer(rule, "250 taken");
  }

  #answer(rule: SmtpRule | null, usual: string): void {
    const { does, delayMs } = rule ?? {};
    if (delayMs) this.#turn = this.#turn.then(() => sleep(delayMs));
    if (does === "hang") this.#turn = new Promise(() => {});
    else if (does === "lose") this.#turn = this.#turn.then(() => this.#socket.destroy());
    else this.#say(does ? `${does.code} ${does.text}` : usual);
  }

  #say(text: string): void {
    this.#turn = this.#turn.then(() => this.#socket.write(`${text}\r\n`));
  }
}
