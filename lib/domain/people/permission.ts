/** What an act may need. Token scopes are these names; `*` holds all of them. */
export const PERMISSIONS = [
  "page:read",
  "components:write",
  "monitors:write",
  "samples:write",
  "incidents:write",
  "subscribers:write",
  "slos:write",
  "settings:write",
  "tokens:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Who acts. `pageId: null` acts on every page (operator at the command line, the product itself). */
export type Actor =
  | { kind: "token"; id: string; pageId: string; permissions: readonly (Permission | "*")[] }
  | { kind: "operator"; id: string; pageId: null }
  | { kind: "system"; id: string; pageId: null };

/** True when `actor` holds `permission` (tokens by their scopes; the operator and the system hold all). */
export const holds = (actor: Actor, permission: Permission): boolean =>
  actor.kind !== "token" || actor.permissions.includes(permission) || actor.permissions.includes("*");
