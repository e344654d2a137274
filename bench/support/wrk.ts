import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { debianTool } from "#lib/testing/machine/debian-tool.ts";

const MS: Record<string, number> = { us: 0.001, ms: 1, s: 1_000, m: 60_000 };

/** A different query string with every request. */
const RANDOM_QUERY = `
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", wrk.path .. "?x=" .. n .. math.random(1000000))
end
`;

export type Load = { requests: number; seconds: number; p99Ms: number; errors: number };

export type Asked = { url: string; headers?: Record<string, string>; hasRandomQuery?: boolean };

/** wrk with `connections` open connections, for some seconds. */
export async function wrk(
  dir: string,
  { url, headers = {}, hasRandomQuery = false }: Asked,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const tool = debianTool("wrk", ["wrk", "libluajit-5.1-2", "libluajit-5.1-common"]);
  const script = join(dir, "random-query.lua");
  if (hasRandomQuery) writeFileSync(script, RANDOM_QUERY);
  const args = [
    ...["-t1", `-c${connections}`, `-d${seconds}s`, "--latency"],
    ...Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    ...(hasRandomQuery ? ["-s", script] : []),
    url,
  ];
  const { stdout } = await promisify(execFile)(tool.path, args, { env: tool.env });
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0);
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0);
  const [, p99 = "0", unit = "ms"] = /99%\s+([\d.]+)(us|ms|s|m)/.exec(stdout) ?? [];
  const socketErrors = [.../(?:connect|read|write|timeout) (\d+)/g[Symbol.matchAll](stdout)];
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  const errors = socketErrors.reduce((sum, [, count]) => sum + Number(count), refused);
  return { requests, seconds: requests / rate, p99Ms: Number(p99) * (MS[unit] ?? 1), errors };
}
