// A bare nodemailer pool in a process of its own: sends finished mails to a sink as fast as it can and tells the rate.
// `node bare-mailer.ts PORT CONNECTIONS COUNT FILE`, FILE: JSON of one mail's parts.
import { readFileSync } from "node:fs";
import { createTransport } from "nodemailer";

const [port, connections, count, file] = process.argv.slice(2);
const mail = JSON.parse(readFileSync(file!, "utf8")) as {
  from: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
};
const pool = createTransport({
  host: "127.0.0.1",
  port: Number(port),
  pool: true,
  maxConnections: Number(connections),
  maxMessages: Number.POSITIVE_INFINITY,
  ignoreTLS: true,
});

const total = Number(count);
let next = 0;
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const sender = async () => {
  for (let n = next++; n < total; n = next++) {
    const to = `bare${n}@example.com`;
    await pool.sendMail({
      ...mail,
      to,
      messageId: `<bare${n}.${process.pid}@example.com>`,
    });
  }
};
await Promise.all(Array.from({ length: Number(connections) * 2 }, sender));
const { user, system } = process.cpuUsage(cpuBefore);
process.send?.({
  perSecond: (total / (performance.now() - startedAt)) * 1000,
  cpuMs: (user + system) / 1000 / total,
});
pool.close();
