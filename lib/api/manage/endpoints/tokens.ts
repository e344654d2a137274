import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import { newToken, type Token } from "#lib/domain/people/token.ts";
import { endpoint } from "../endpoint.ts";
import { newTokenBody, presentNewToken, presentToken, tokenBody, tokenExample } from "../token.ts";

const tag = "Tokens";
const many = "/v1/pages/{page_id}/tokens";

export const listTokens = endpoint({
  operationId: "listTokens",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's tokens that are not revoked",
  permission: "tokens:write",
  query: listQuery,
  status: 200,
  answer: z.array(tokenBody),
  present: (tokens: Token[]) => tokens.map(presentToken),
  example: { response: [tokenExample] },
});

export const createToken = endpoint({
  operationId: "createToken",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Make a token; it is told once",
  permission: "tokens:write",
  body: z.object({ token: newToken }),
  status: 201,
  answer: newTokenBody,
  present: presentNewToken,
  example: {
    request: { token: { name: "Deploy pipeline", scopes: ["page:read", "components:write"] } },
    response: { ...tokenExample, token: "tds_XhGk0b6w3dVn1m9Qz5rTj7yLcP2sF8aUeR4iNoBvKwM" },
  },
});

export const revokeToken = endpoint({
  operationId: "revokeToken",
  methods: ["DELETE"],
  path: `${many}/{token_id}`,
  tag,
  summary: "Revoke a token: it ends within 5 seconds",
  permission: "tokens:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
