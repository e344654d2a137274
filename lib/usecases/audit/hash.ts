import { createHash } from "node:crypto";
import type { Hash } from "#lib/domain/audit/chain.ts";

/** sha256 over the text as UTF-8, lowercase hex. */
export const sha256: Hash = (text) => createHash("sha256").update(text).digest("hex");
