import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = { status: number; headers: string[]; body: string };

// The limit of node:http: one answer, ready in memory, no decision at all. Its file is the first argument.
const { status, headers, body }: Answer = JSON.parse(readFileSync(process.argv[2]!, "utf8"));
const bytes = Buffer.from(body, "base64");
const server = createServer((_request, response) => {
  response.writeHead(status, headers);
  response.end(bytes);
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
