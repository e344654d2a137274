import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { HttpRule, HttpSink, HttpSinkOptions, PostSeen } from "./http-sink.ts";
import type { SmtpRule } from "./smtp-rules.ts";
import type { MailSeen, SmtpCounts, SmtpSink, SmtpSinkOptions } from "./smtp-sink.ts";

/** What is asked of a sink's process, and what it answers. */
export type SinkCall = { call: number; name: string; args: unknown[] };
export type SinkAnswer = { call: number; value?: unknown; error?: string };

type Asked<Seen, Rule, Counts> = {
  port: number;
  pid: number;
  history: () => Promise<Seen[]>;
  counts: () => Promise<Counts>;
  program: (rules: Rule[]) => Promise<void>;
  shut: () => Promise<void>;
  open: () => Promise<void>;
  forget: () => Promise<void>;
  stop: () => Promise<void>;
};
/** A sink in a process of its own: the same, asked over its pipe. */
export type SmtpSinkProcess = Asked<MailSeen, SmtpRule, SmtpCounts> & {
  url: string;
  raw: (index: number) => Promise<Buffer | null>;
};
export type HttpSinkProcess = Asked<PostSeen, HttpRule, ReturnType<HttpSink["counts"]>> & { origin: string };

async function spawnSink(kind: "smtp" | "http", options: SmtpSinkOptions | HttpSinkOptions) {
  const child: ChildProcess = fork(
    join(import.meta.dirname, "sink-main.ts"),
    [kind, JSON.stringify(options)],
    { serialization: "advanced", execArgv: [] },
  );
  const [{ port }] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(`The ${kind} sink did not start.`))),
  ])) as [{ port: number }];
  const waiting = new Map<number, (answer: SinkAnswer) => void>();
  let calls = 0;
  child.on("message", (answer: SinkAnswer) => waiting.get(answer.call)?.(answer));
  const ask = async <T>(name: keyof SmtpSink | keyof HttpSink, ...args: unknown[]): Promise<T> => {
    const call = calls++;
    const answer = await new Promise<SinkAnswer>((resolve) => {
      waiting.set(call, resolve);
      child.send({ call, name, args } satisfies SinkCall);
    });
    waiting.delete(call);
    if (answer.error) throw new Error(answer.error);
    return answer.value as T;
  };
  return {
    ask,
    port,
    pid: child.pid!,
    shut: () => ask<void>("shut"),
    open: () => ask<void>("open"),
    forget: () => ask<void>("forget"),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Starts an SMTP sink as a process of its own, so that its work is not the test's. */
export async function spawnSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSinkProcess> {
  const { ask, ...sink } = await spawnSink("smtp", options);
  return {
    ...sink,
    url: `smtp://127.0.0.1:${sink.port}`,
    history: () => ask("history"),
    counts: () => ask("counts"),
    program: (rules) => ask("program", rules),
    raw: async (index) => {
      const bytes = await ask<Uint8Array | null>("raw", index);
      return bytes && Buffer.from(bytes);
    },
  };
}

/** Starts an HTTP sink as a process of its own. */
export async function spawnHttpSink(options: HttpSinkOptions = {}): Promise<HttpSinkProcess> {
  const { ask, ...sink } = await spawnSink("http", options);
  return {
    ...sink,
    origin: `http://127.0.0.1:${sink.port}`,
    history: () => ask("history"),
    counts: () => ask("counts"),
    program: (rules) => ask("program", rules),
  };
}
