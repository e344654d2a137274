/** What an act may need. Token scopes are these names; `*` holds all of them. */
export const PERMISSIONS = [
  "page:read",
  "audit:read",
  "components:write",
  "monitors:write",
  "samples:write",
  "incidents:write",
  "subscribers:write",
  "slos:write",
  "settings:write",
  "tokens:write",
  "team:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["viewer", "responder", "manager", "owner"] as const;
export type Role = (typeof ROLES)[number];

const VIEWER = ["page:read"] as const satisfies Permission[];
const RESPONDER = [...VIEWER, "incidents:write"] as const satisfies Permission[];
const MANAGER = [
  ...RESPONDER,
  "audit:read",
  "components:write",
  "monitors:write",
  "samples:write",
  "subscribers:write",
  "slos:write",
  "settings:write",
] as const satisfies Permission[];

/** What each role of a person holds; each role holds what the one before it does. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  viewer: VIEWER,
  responder: RESPONDER,
  manager: MANAGER,
  owner: PERMISSIONS,
};

/** Nouns whose very existence is nobody else's business: without the permission they answer as if absent. */
export const HIDING_PERMISSIONS: readonly Permission[] = ["audit:read", "tokens:write", "team:write"];

/** Who acts. `pageId: null` acts on every page (operator at the command line, the product itself). */
export type Actor =
  | { kind: "token"; id: string; pageId: string; permissions: readonly (Permission | "*")[] }
  | { kind: "user"; id: string; pageId: string; role: Role }
  | { kind: "operator"; id: string; pageId: null }
  | { kind: "system"; id: string; pageId: null };

/** True when people of this role hold `permission`. */
export const holdsRole = (role: Role, permission: Permission): boolean =>
  ROLE_PERMISSIONS[role].includes(permission);

/** True when `actor` holds `permission`: tokens by their scopes, people by their role; the operator and the system hold all. */
export function holds(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "token")
    return actor.permissions.includes(permission) || actor.permissions.includes("*");
  return actor.kind !== "user" || holdsRole(actor.role, permission);
}
