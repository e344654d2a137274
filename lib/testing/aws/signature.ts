import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

export const AWS_KEYS = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/** What is wrong with the signature of a request (Signature Version 4), computed anew from what arrived; null: nothing. */
export function signatureFault(request: IncomingMessage, body: Buffer, service: string): string | null {
  const found = FORM.exec(request.headers.authorization ?? "");
  if (!found) return "MissingAuthenticationToken";
  const [, key, day, region, told, names, signature] = found as unknown as string[];
  if (key !== AWS_KEYS.accessKeyId) return "UnrecognizedClientException";
  if (told !== service) return "InvalidSignatureException";
  const hash = sha256(body);
  const saidHash = request.headers["x-amz-content-sha256"];
  if (saidHash !== hash && saidHash !== "UNSIGNED-PAYLOAD") return "InvalidSignatureException";
  const url = new URL(request.url!, "http://peer");
  const query = url.search.slice(1).split("&").filter(Boolean).sort().join("&");
  const headers = names!.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(""), names, saidHash].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const signingKey = [region!, service, "aws4_request"].reduce<Buffer>(
    (made, part) => hmac(made, part),
    hmac(`AWS4${AWS_KEYS.secretAccessKey}`, day!),
  );
  return hmac(signingKey, text).toString("hex") === signature ? null : "InvalidSignatureException";
}
