import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BINS, binOf } from "#lib/domain/slo/boundaries.ts";
import type { PulledSource } from "#lib/domain/slo/source.ts";
import { createEgress } from "#lib/net/egress.ts";
import { startS3Peer } from "#lib/testing/aws/s3-peer.ts";
import { AWS_KEYS } from "#lib/testing/aws/signature.ts";
import { readAlb } from "./alb.ts";
import { readAlbLine } from "./alb-line.ts";

const T = Date.parse("2026-11-24T10:00:00Z");
const WINDOW = 300_000;
type Source = PulledSource<"alb">;
type Line = { at?: number; request?: string; status?: string; target?: string; seconds?: string };

/** An HTTPS entry of the documentation of AWS with other values in the fields that count. */
const line = ({
  at = T,
  request = "GET https://www.example.com:443/api/v1/agents?page=2 HTTP/1.1",
  ...more
}: Line = {}) => {
  const { status = "200", target = status, seconds = "0.048" } = more;
  const time = new Date(at).toISOString();
  return `https ${time} app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 ${seconds} 0.037 ${status} ${target} 0 57 "${request}" "curl/7.46.0 (x; y)" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:us-east-2:123456789012:certificate/12345678" 1 ${time} "authenticate,forward" "-" "-" "10.0.0.1:80" "${target}" "-" "-" TID_1234abcd`;
};
const ID = "GET https://h:443/api/v1/agents/7f/status HTTP/1.1";

let root: string;
let s3: Awaited<ReturnType<typeof startS3Peer>>;
beforeAll(async () => {
  s3 = await startS3Peer("logs");
});
afterAll(() => s3.close());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "alb-"));
  await mkdir(join(root, "prod"));
  Object.assign(s3.peer, { objects: new Map(), asked: [], changedAt: T });
  return () => rm(root, { recursive: true });
});

async function put(name: string, lines: string[], changedAt = T + WINDOW): Promise<void> {
  const text = `${lines.join("\n")}\n`;
  await writeFile(join(root, "prod", name), name.endsWith(".gz") ? gzipSync(text) : text);
  await utimes(join(root, "prod", name), changedAt / 1000, changedAt / 1000);
}
const read = (
  more: Partial<Source> = {},
  cursor: unknown = null,
  secretAccessKey = AWS_KEYS.secretAccessKey,
) => {
  const source: Source = {
    kind: "alb",
    measures: "5xx",
    ...(more.bucket ? {} : { folder: "prod" }),
    ...more,
  };
  const kind = source.measures === "latency" ? ("latency" as const) : ("ratio" as const);
  return readAlb(
    {
      sli: { id: "s", key: "k", kind },
      source,
      span: { from: T, until: T + WINDOW, windowMs: WINDOW },
      cursor,
    },
    {
      egress: createEgress({ allow: [s3.hostPort], dnsServers: [] }),
      ...{ timeoutMs: 10_000, signal: new AbortController().signal, logsDir: root },
      aws: { ...AWS_KEYS, secretAccessKey },
    },
  );
};

describe("readAlb of a folder", () => {
  it("counts requests by when they came, each file as a source of its own", async () => {
    await put("a.log.gz", [line(), line({ status: "502", target: "-", seconds: "-1" }), line({ at: T - 1 })]);
    await put("b.log", [line()]);
    const { measurements, fault } = await read();
    expect(fault).toBeUndefined();
    const told = measurements.map(({ windowAt, good, total }) => [windowAt, good, total]);
    expect(told.sort()).toEqual([
      [T - WINDOW, 1n, 1n],
      [T, 1n, 1n],
      [T, 1n, 2n],
    ]);
    const sources = new Set(measurements.map(({ source }) => source));
    expect(sources.size).toBe(2);
    for (const source of sources) expect(source).toMatch(/^alb:[0-9a-f]{32}$/);
  });

  it("reads a file again only when it or what is counted changed, and takes late ones", async () => {
    await put("a.log", [line()]);
    const first = await read();
    expect((await read({}, first.cursor)).measurements).toEqual([]);
    expect((await read({ measures: "4xx" }, first.cursor)).measurements).toHaveLength(1);
    await put("a.log", [line(), line()]);
    await put("late.log", [line()], T + 2 * WINDOW);
    const again = await read({}, first.cursor);
    expect(again.measurements.map(({ total }) => total).sort()).toEqual([1n, 2n]);
    expect(again.measurements.map(({ source }) => source)).toContain(first.measurements[0]!.source);
    await put("old.log", [line()], T - 2 * 3_600_000);
    expect((await read({}, again.cursor)).measurements).toEqual([]);
  });

  it.each<[Source["measures"], Line, bigint | null]>([
    ["5xx", { status: "404" }, 1n],
    ["5xx", { status: "561", target: "-" }, 0n],
    ["4xx", { status: "404" }, 0n],
    ["4xx", { status: "460", target: "-" }, 0n],
    ["4xx", { status: "503" }, 1n],
    ["success", { status: "404" }, 1n],
    ["success", { status: "460", target: "-" }, 1n],
    ["success", { status: "429" }, 0n],
    ["success", { status: "408" }, 0n],
    ["success", { status: "408", target: "-" }, 1n],
    ["success", { status: "-", target: "-" }, 0n],
    ["5xx", { status: "-", target: "-" }, null],
  ])("measures %s of %o as %s good", async (measures, given, good) => {
    await put("a.log", [line(given)]);
    expect((await read({ measures })).measurements.map((one) => one.good)).toEqual(
      good === null ? [] : [good],
    );
  });

  it("measures latencies of a method and a path with {id}; without an answer only a timeout is one", async () => {
    await put("a.log", [
      line({ request: ID, seconds: "0.049999" }),
      line({ request: ID, seconds: "0.050" }),
      line({ request: ID, status: "504", target: "-", seconds: "-1" }),
      line({ request: ID, status: "502", target: "-", seconds: "-1" }),
      line({ request: ID.replace("GET", "POST") }),
      line({ request: ID.replace("7f", "7f/8") }),
      line({ request: "- http://h:80- -", status: "400", target: "-", seconds: "-1" }),
    ]);
    const { measurements } = await read({
      measures: "latency",
      method: "GET",
      path: "/api/v1/agents/{id}/status",
    });
    const { total, counts } = measurements[0]!;
    expect([total, counts[binOf(49_999)], counts[binOf(50_000)], counts[BINS - 1]]).toEqual([3n, 1n, 1n, 1n]);
  });

  it("tells broken files with their line, and counts all the others", async () => {
    await put("a.log", [line()]);
    await put("half.log", [line(), line().slice(0, 120)]);
    await writeFile(join(root, "prod", "cut.log.gz"), gzipSync(randomBytes(9_000)).subarray(0, 5_000));
    const told = await read();
    expect(told.measurements).toHaveLength(1);
    expect(told.fault).toMatch(
      /^half\.log, line 2: has \d+ fields, an access log has more \(and 1 more files\)$/,
    );
    expect(Object.keys((told.cursor as { files: object }).files)).toHaveLength(1);
  });

  it("follows no link out of ALB_LOGS_DIR", async () => {
    await symlink("/etc", join(root, "out"));
    await expect(read({ folder: "out" })).rejects.toThrow("leads out of ALB_LOGS_DIR");
    await writeFile(join(root, "secret.log"), line());
    await symlink(join(root, "secret.log"), join(root, "prod", "link.log"));
    expect((await read()).measurements).toEqual([]);
    await expect(read({ folder: "none" })).rejects.toThrow("the folder none is not there");
  });
});

describe("readAlb of a bucket", () => {
  const bucket = () => ({
    bucket: "logs",
    prefix: "AWSLogs/1/x",
    region: "ap-northeast-2",
    endpoint: s3.url,
  });

  it("lists the days in pages and gets large logs in parts", async () => {
    s3.peer.keysAPage = 2;
    // Random trace ids do not pack well: the object is larger than one part.
    const large = Array.from({ length: 9_000 }, () =>
      line().replace("1d84f3d73c47ec4e", randomBytes(90).toString("hex")),
    );
    for (const [i, lines] of [[line()], large, [line({ status: "500" })]].entries())
      s3.peer.objects.set(`AWSLogs/1/x/2026/11/24/a ${i}.log.gz`, gzipSync(`${lines.join("\n")}\n`));
    s3.peer.objects.set("AWSLogs/1/x/2026/11/20/a.log.gz", gzipSync(line()));
    const { measurements, fault } = await read(bucket());
    expect(fault).toBeUndefined();
    expect(measurements.map(({ good, total }) => [good, total])).toEqual([
      [1n, 1n],
      [9_000n, 9_000n],
      [0n, 1n],
    ]);
    expect(s3.peer.asked.filter((asked) => asked.includes("list-type=2"))).toHaveLength(2);
    expect(s3.peer.asked.filter((asked) => asked.includes("bytes=524288-")).length).toBe(1);
  });

  it("says what S3 refuses", async () => {
    await expect(read(bucket(), null, "wrong")).rejects.toThrow("S3: SignatureDoesNotMatch");
    await expect(read({ ...bucket(), bucket: "other" })).rejects.toThrow("S3: NoSuchBucket");
  });
});

describe("readAlbLine", () => {
  it("says why a line is none", () => {
    expect(readAlbLine(line({ status: "999" }))).toBe("a status code is none");
    expect(readAlbLine(line({ seconds: "x" }))).toBe("target_processing_time is no number");
    expect(readAlbLine("x ".repeat(30))).toBe("request_creation_time is no instant");
  });
});
