import { startHttpTarget } from "../network/target.ts";
import { signatureFault } from "./signature.ts";

const PARTIAL = 206;
const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** One bucket with path-style addresses: ListObjectsV2 with continuation, GetObject with ranges, signatures checked. */
export async function startS3Peer(bucket: string) {
  const peer = { objects: new Map<string, Buffer>(), asked: [] as string[], keysAPage: 1000, changedAt: 0 };
  const target = await startHttpTarget((request, response) => {
    const url = new URL(request.url!, "http://peer");
    peer.asked.push(`${url.pathname}${url.search} ${request.headers.range ?? ""}`.trim());
    const answer = (status: number, xml: string) =>
      void response
        .writeHead(status, { "content-type": "application/xml" })
        .end(`<?xml version="1.0"?>${xml}`);
    const refuse = (status: number, code: string) =>
      answer(status, `<Error><Code>${code}</Code><Message>${code} of the peer</Message></Error>`);
    if (signatureFault(request, Buffer.alloc(0), "s3")) return refuse(403, "SignatureDoesNotMatch");
    const [, name, ...rest] = decodeURIComponent(url.pathname).split("/");
    if (name !== bucket) return refuse(404, "NoSuchBucket");
    if (url.searchParams.get("list-type") === "2") {
      const prefix = url.searchParams.get("prefix") ?? "";
      const after = url.searchParams.get("continuation-token") ?? "";
      const keys = [...peer.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
      const page = keys.slice(0, peer.keysAPage);
      const isMore = page.length < keys.length;
      const contents = page.map(
        (key) =>
          `<Contents><Key>${escaped(key)}</Key><LastModified>${new Date(peer.changedAt).toISOString()}</LastModified>` +
          `<ETag>"${peer.objects.get(key)!.length}"</ETag><Size>${peer.objects.get(key)!.length}</Size></Contents>`,
      );
      const next = isMore ? `<NextContinuationToken>${escaped(page.at(-1)!)}</NextContinuationToken>` : "";
      return answer(
        200,
        `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><IsTruncated>${isMore}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
      );
    }
    const object = peer.objects.get(rest.join("/"));
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (!object || !range) return refuse(404, "NoSuchKey");
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), object.length - 1)];
    const headers = {
      "content-range": `bytes ${from}-${to}/${object.length}`,
      "content-type": "binary/octet-stream",
    };
    return void response.writeHead(PARTIAL, headers).end(object.subarray(from, to + 1));
  });
  return { ...target, peer, url: `http://${target.hostPort}` };
}
