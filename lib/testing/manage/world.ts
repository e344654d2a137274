import { createHash, randomBytes } from "node:crypto";
import { prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { authorize } from "#lib/data/scope.ts";
import type { Actor, Permission } from "#lib/domain/people/permission.ts";
import { dispatch } from "./routes.ts";

export const operator: Actor = { kind: "operator", id: "test", pageId: null };

/** A page of its own, so that tests within a file stay apart. */
export async function newPage(
  fields: { timeZone?: string; rawRetentionDays?: number } = {},
): Promise<string> {
  const id = newId();
  const policyWeights = { major_outage: 1, partial_outage: 0.3, degraded_performance: 0 };
  const data = { id, name: "Example", timeZone: "Asia/Seoul", languages: ["ko", "en"], policyWeights };
  await prisma().page.create({ data: { ...data, ...fields } });
  return id;
}

export async function newToken(pageId: string, scopes: string[] = ["*"]): Promise<string> {
  const secret = `tds_${randomBytes(32).toString("base64url")}`;
  const hash = createHash("sha256").update(secret).digest("hex");
  await prisma().apiToken.create({ data: { id: newId(), pageId, name: "test", hash, scopes } });
  return secret;
}

/** The operator's proof of permission for a page. */
export const operatorScope = <P extends Permission>(permission: P, pageId: string) =>
  authorize(operator, permission, pageId);

type Sent = { token?: string | undefined; json?: unknown; form?: string; headers?: Record<string, string> };
export type Told = {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & Record<string, unknown>[];
};

function bodyOf({ json, form }: Sent): { body?: string; type: Record<string, string> } {
  if (form !== undefined)
    return { body: form, type: { "content-type": "application/x-www-form-urlencoded" } };
  if (json === undefined) return { type: {} };
  return { body: JSON.stringify(json), type: { "content-type": "application/json" } };
}

/** One request to the manage API through its route handlers; the JSON answer is read. */
export async function call(method: string, path: string, sent: Sent = {}): Promise<Told> {
  const { body, type } = bodyOf(sent);
  const authorization: Record<string, string> = sent.token ? { authorization: `Bearer ${sent.token}` } : {};
  const headers = { ...type, ...authorization, ...sent.headers };
  const request = new Request(`http://localhost${path}`, { method, headers, ...(body && { body }) });
  const response = await dispatch(request);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
}

/** An owner with a token for everything, a stranger with one for another page, and a reader of the page. */
export async function newWorld(fields: Parameters<typeof newPage>[0] = {}) {
  const pageId = await newPage(fields);
  const [owner, reader] = [await newToken(pageId), await newToken(pageId, ["page:read"])];
  const writer = await newToken(pageId, ["components:write"]);
  const stranger = await newToken(await newPage());
  return { pageId, owner, reader, writer, stranger, base: `/v1/pages/${pageId}` };
}

/** How many audit records and outbox events the page has. */
export async function written(pageId: string) {
  const where = { pageId };
  const [audits, events] = [
    await prisma().auditRecord.findMany({ where, orderBy: { id: "asc" } }),
    await prisma().outboxEvent.findMany({ where, orderBy: { id: "asc" } }),
  ];
  return { actions: audits.map((row) => row.action), events: events.map((row) => row.kind), audits };
}
