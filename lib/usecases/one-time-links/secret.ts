import { createHash, createHmac, randomBytes } from "node:crypto";

/** 256 random bits as an address can carry them. */
export const newLinkToken = (): string => randomBytes(32).toString("base64url");
/** All that is kept of a link's token. 256 random bits need no slow hash. */
export const linkTokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The token of a setup link follows from SECRET_KEY and its row: a later start can print it again, the database cannot. */
export const setupToken = (secretKey: string, linkId: string): string =>
  createHmac("sha256", secretKey).update(`setup link ${linkId}`).digest("base64url");

/** Whom attempts are counted for: accounts and addresses are not kept in clear. */
export const attemptKey = (secretKey: string, kind: string, whom: string): string =>
  `${kind} ${createHmac("sha256", secretKey).update(`attempts ${kind} ${whom}`).digest("base64url")}`;
