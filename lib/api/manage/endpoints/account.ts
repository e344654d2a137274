import { z } from "zod";
import { MAX_PASSWORD_LENGTH, password, personLanguage, personName } from "#lib/domain/people/person.ts";
import { endpoint } from "../endpoint.ts";
import { accountBody, accountExample, presentAccount } from "../people/account.ts";
import { presentSession, sessionBody, sessionExample } from "../people/team.ts";

const tag = "Account";
const permission = "page:read";
const one = "/v1/pages/{page_id}/account";
const description = "Of the person whose session asks; a token has no account: 404.";

export const readAccount = endpoint({
  operationId: "readAccount",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One's own account",
  description,
  permission,
  status: 200,
  answer: accountBody,
  present: presentAccount,
  example: { response: accountExample },
});

export const updateAccount = endpoint({
  operationId: "updateAccount",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change one's own name or language",
  description,
  permission,
  body: z.object({
    account: z.object({ name: personName.optional(), language: personLanguage.optional() }),
  }),
  status: 200,
  answer: accountBody,
  present: presentAccount,
  example: { request: { account: { language: "ko" } }, response: accountExample },
});

export const changePassword = endpoint({
  operationId: "changePassword",
  methods: ["POST"],
  path: `${one}/password`,
  tag,
  summary: "Set a new password; ends every session, this one too",
  description,
  permission,
  body: z.object({ current_password: z.string().max(MAX_PASSWORD_LENGTH), new_password: password }),
  status: 204,
  answer: null,
  present: () => null,
  example: { request: { current_password: "the one until now", new_password: "a longer one for later" } },
});

export const listSessions = endpoint({
  operationId: "listSessions",
  methods: ["GET"],
  path: `${one}/sessions`,
  tag,
  summary: "Where one is signed in",
  description,
  permission,
  status: 200,
  answer: z.array(sessionBody),
  present: (sessions: Parameters<typeof presentSession>[0][]) => sessions.map(presentSession),
  example: { response: [sessionExample] },
});

export const revokeOtherSessions = endpoint({
  operationId: "revokeOtherSessions",
  methods: ["DELETE"],
  path: `${one}/sessions`,
  tag,
  summary: "End all of one's own sessions but this one",
  description,
  permission,
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const revokeSession = endpoint({
  operationId: "revokeSession",
  methods: ["DELETE"],
  path: `${one}/sessions/{session_id}`,
  tag,
  summary: "End one of one's own sessions",
  description,
  permission,
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
