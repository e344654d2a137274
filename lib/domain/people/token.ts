import { z } from "zod";
import { singleLine } from "#lib/domain/input/text.ts";
import { PERMISSIONS, type Permission } from "./permission.ts";

export const MAX_TOKENS = 100;
export const MIN_TOKEN_LENGTH = 20;
export const MAX_TOKEN_LENGTH = 512;
/** The row of the token that API_TOKEN brings: one id, so that the start finds it again. */
export const BOOTSTRAP_TOKEN_ID = "envapitoken0";

export const SCOPES = ["*", ...PERMISSIONS] as const;
export type TokenScope = Permission | "*";

/** What is known of a token after its making: the token itself is told once and only its hash is kept. */
export type Token = {
  id: string;
  pageId: string;
  name: string;
  scopes: TokenScope[];
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
};

export const newToken = z.object({
  name: singleLine(100),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, "at least one scope")
    .max(SCOPES.length)
    .meta({ description: "`*` holds all of them. A token can only pass on scopes that it has itself" }),
});
export type NewToken = z.infer<typeof newToken>;
