import { z } from "zod";
import { SCOPES, type Token } from "#lib/domain/people/token.ts";
import { instant, instantText, instantTextOrNull } from "./instant.ts";

const fields = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  created_at: instant,
  last_used_at: instant.nullable().meta({ description: "Noted at most once a minute" }),
};

export const tokenBody = z.object(fields).meta({ id: "Token" });
export const newTokenBody = z
  .object({ ...fields, token: z.string().meta({ description: "The token itself: told once, never again" }) })
  .meta({ id: "NewToken" });

export const presentToken = (token: Token): z.infer<typeof tokenBody> => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  created_at: instantText(token.createdAt),
  last_used_at: instantTextOrNull(token.lastUsedAt),
});

export const presentNewToken = ({
  token,
  secret,
}: {
  token: Token;
  secret: string;
}): z.infer<typeof newTokenBody> => ({ ...presentToken(token), token: secret });

export const tokenExample: z.infer<typeof tokenBody> = {
  id: "t9s8r7q6p5n4",
  name: "Deploy pipeline",
  scopes: ["page:read", "components:write"],
  created_at: "2026-11-23T01:00:00.000Z",
  last_used_at: null,
};
