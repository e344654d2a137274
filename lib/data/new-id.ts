import { randomBytes } from "node:crypto";
import { idFromBytes } from "#lib/domain/id.ts";

/** A fresh client-facing id. */
export const newId = (): string => idFromBytes(randomBytes(32));
