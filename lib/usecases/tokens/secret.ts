import { createHash, randomBytes } from "node:crypto";

/** Tokens can be told from other secrets at a glance, by people and by scanners of repositories. */
const PREFIX = "tds_";

/** 256 random bits. */
export const newTokenSecret = (): string => PREFIX + randomBytes(32).toString("base64url");
/** All that is kept of a token. 256 random bits need no slow hash. */
export const tokenHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");
