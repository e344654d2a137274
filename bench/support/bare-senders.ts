import { fork } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";

/** Messages a second, and what one costs of a processor: that is steadier where the machine does other things, too. */
export type BareRate = { perSecond: number; cpuMs: number };

/** Runs a bare sender as a process of its own. */
async function rateOf(
  script: string,
  args: (string | number)[],
  content: string | Buffer,
): Promise<BareRate> {
  const file = `/tmp/t-developer-status-bare-${process.pid}.json`;
  writeFileSync(file, content);
  try {
    const child = fork(join(import.meta.dirname, script), [...args.map(String), file], { execArgv: [] });
    const exited = once(child, "exit");
    const [rate] = (await Promise.race([
      once(child, "message"),
      exited.then(() => Promise.reject(new Error(`${script} failed`))),
    ])) as [BareRate];
    await exited;
    return rate;
  } finally {
    rmSync(file, { force: true });
  }
}

/** What the bare pool sends: the parts of a mail of ours. */
export async function sampleOf(raw: Buffer): Promise<string> {
  const mail = await simpleParser(raw);
  const head = raw
    .toString("latin1")
    .split("\r\n\r\n", 1)[0]!
    .replace(/\r\n[ \t]+/g, " ");
  const headers = Object.fromEntries(
    ["list-unsubscribe", "list-unsubscribe-post", "list-id", "precedence", "auto-submitted"].flatMap(
      (name) => {
        const value = new RegExp(`^${name}: *(.*)$`, "im").exec(head)?.[1];
        return value ? [[name, value]] : [];
      },
    ),
  );
  return JSON.stringify({
    from: mail.from!.text,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers,
  });
}

/** Mails a second of a bare nodemailer pool that sends such mails to the same sink. */
export const bareMailRate = (
  port: number,
  options: { connections: number; count: number; sample: string },
): Promise<BareRate> => rateOf("bare-mailer.ts", [port, options.connections, options.count], options.sample);

/** POSTs a second of a bare loop with this body to the same sink. */
export const barePostRate = (
  origin: string,
  options: { inFlight: number; count: number; body: string },
): Promise<BareRate> => rateOf("bare-poster.ts", [origin, options.inFlight, options.count], options.body);
