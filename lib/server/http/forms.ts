import type { IncomingMessage, ServerResponse } from "node:http";
import type { Compressed } from "./compress.ts";
import { chooseEncoding, type Encoding, isUnmodifiedSince, matchesTag } from "./negotiation.ts";

/** One encoding of a document with its finished headers: flat lists for writeHead, made once. */
export type Form = {
  body: Buffer;
  headers: string[];
  /** Headers of a 304. */
  unmodified: string[];
};
export type Forms = Record<Encoding, Form>;

const SUFFIX: Record<Encoding, string> = { br: "-br", gzip: "-gz", identity: "" };

/**
 * Finishes the headers of every encoding. Setting some fifteen headers per request would cost a tenth to a third of
 * the throughput.
 * @param facts `tag`: shared part of the ETags, empty for none; `lastModified`: ms, null for none; `shared`: headers
 *   of both 200 and 304; `own`: headers of the full answer only
 */
export function finishForms(
  compressed: Compressed,
  facts: { tag: string; lastModified: number | null; shared: string[]; own: string[] },
): Forms {
  const form = (wanted: Encoding): Form => {
    const { encoding, body } = compressed[wanted];
    const unmodified = [
      ...(facts.tag ? ["etag", `"${facts.tag}${SUFFIX[encoding]}"`] : []),
      ...(facts.lastModified === null ? [] : ["last-modified", new Date(facts.lastModified).toUTCString()]),
      ...facts.shared,
    ];
    const coding = encoding === "identity" ? [] : ["content-encoding", encoding];
    const headers = [...facts.own, ...unmodified, ...coding, "content-length", String(body.length)];
    return { body, headers, unmodified };
  };
  return { br: form("br"), gzip: form("gzip"), identity: form("identity") };
}

/** Answers GET or HEAD with the form that the client takes, or with 304 without a body when it has it already. */
export function sendForms(
  kept: { status: number; tag: string; lastModified: number | null },
  forms: Forms,
  request: IncomingMessage,
  response: ServerResponse,
): number {
  const form = forms[chooseEncoding(request.headers["accept-encoding"])];
  if (kept.status === 200 && hasClient(kept, request.headers)) {
    response.writeHead(304, form.unmodified);
    response.end();
    return 304;
  }
  response.writeHead(kept.status, form.headers);
  if (request.method === "HEAD") response.end();
  else response.end(form.body);
  return kept.status;
}

/** Whether the client has this document. If-None-Match, when given, decides alone (RFC 9110, 13.1.3). */
function hasClient(
  { tag, lastModified }: { tag: string; lastModified: number | null },
  headers: IncomingMessage["headers"],
): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined) return tag !== "" && matchesTag(tags, tag);
  const since = headers["if-modified-since"];
  return since !== undefined && lastModified !== null && isUnmodifiedSince(since, lastModified);
}
