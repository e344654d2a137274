import { randomBytes } from "node:crypto";

/** 32 random bytes: a URL that nobody guesses. Only its hash is kept. */
export const newSecret = (): string => randomBytes(32).toString("base64url");
