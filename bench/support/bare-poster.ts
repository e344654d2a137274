// A bare loop of POSTs in a process of its own: signed bodies to many endpoints, one connection a request, as ours are
// different destinations. `node bare-poster.ts ORIGIN IN_FLIGHT COUNT FILE`, FILE: the body.
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";

const [origin, inFlight, count, file] = process.argv.slice(2);
const body = readFileSync(file!);
const key = randomBytes(32);
const total = Number(count);
let next = 0;

const post = (n: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const id = randomUUID();
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
    const headers = {
      "content-type": "application/json",
      "content-length": body.length,
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    };
    const sent = request(`${origin}/bare${n}`, { method: "POST", agent: false, headers }, (answer) => {
      answer.resume().on("end", () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`the sink answered ${answer.statusCode}`));
      });
    });
    sent.on("error", reject).end(body);
  });

const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const sender = async () => {
  for (let n = next++; n < total; n = next++) await post(n);
};
await Promise.all(Array.from({ length: Number(inFlight) }, sender));
const { user, system } = process.cpuUsage(cpuBefore);
process.send?.({
  perSecond: (total / (performance.now() - startedAt)) * 1000,
  cpuMs: (user + system) / 1000 / total,
});
process.disconnect();
