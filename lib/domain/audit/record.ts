import type { Actor } from "../people/permission.ts";

/** Who did what to which thing, as the audit log keeps it. Ids are 64 bits: decimal texts. */
export type AuditRecord = {
  id: string;
  pageId: string;
  actorKind: Actor["kind"];
  actorId: string;
  /** `component.create`, `incident.publish`, … */
  action: string;
  objectKind: string;
  objectId: string;
  /** What changed, as it was and as it is: ids and settings only. */
  before: unknown;
  after: unknown;
  at: number;
  /** Its place in the chain; null for the few seconds before it is sealed. */
  seal: { seq: string; hash: string; sealedAt: number } | null;
};

/** Names of an actor or an object in filters: `token`, `u1v2w3x4y5z6` or `token:u1v2w3x4y5z6`. */
export type AuditFilter = {
  actor?: string | undefined;
  /** `incident.publish`, or `incident` for everything that begins with it. */
  action?: string | undefined;
  object?: string | undefined;
  since?: number | undefined;
  until?: number | undefined;
};
