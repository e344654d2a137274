import type { Permission } from "#lib/domain/people/permission.ts";

/** One place of the admin: where it is, the letter that goes there after `g`, and what one must hold to see it. */
export type Place = {
  key:
    | "overview"
    | "incidents"
    | "maintenance"
    | "slos"
    | "violations"
    | "subscribers"
    | "deliveries"
    | "components"
    | "monitors"
    | "templates"
    | "alert_sources"
    | "team"
    | "tokens"
    | "audit"
    | "settings"
    | "account";
  href: string;
  letter: string;
  permission: Permission;
  /** In the bottom bar of phones; the others are under "More". */
  isFirst?: boolean;
};

export const PLACES: readonly Place[] = [
  { key: "overview", href: "/admin", letter: "o", permission: "page:read", isFirst: true },
  { key: "incidents", href: "/admin/incidents", letter: "i", permission: "page:read", isFirst: true },
  { key: "maintenance", href: "/admin/maintenance", letter: "m", permission: "page:read", isFirst: true },
  { key: "slos", href: "/admin/slos", letter: "l", permission: "page:read" },
  { key: "violations", href: "/admin/violations", letter: "v", permission: "page:read" },
  { key: "subscribers", href: "/admin/subscribers", letter: "b", permission: "page:read" },
  { key: "deliveries", href: "/admin/deliveries", letter: "d", permission: "page:read" },
  { key: "components", href: "/admin/components", letter: "c", permission: "page:read" },
  { key: "monitors", href: "/admin/monitors", letter: "n", permission: "page:read" },
  { key: "templates", href: "/admin/templates", letter: "t", permission: "page:read" },
  { key: "alert_sources", href: "/admin/alert-sources", letter: "r", permission: "monitors:write" },
  { key: "team", href: "/admin/team", letter: "p", permission: "team:write" },
  { key: "tokens", href: "/admin/tokens", letter: "k", permission: "tokens:write" },
  { key: "audit", href: "/admin/audit", letter: "a", permission: "audit:read" },
  { key: "settings", href: "/admin/settings", letter: "s", permission: "settings:write" },
  { key: "account", href: "/admin/account", letter: "u", permission: "page:read" },
];

/** The place that `path` lies in: the longest that it begins with. */
export const placeOf = (path: string): Place | undefined =>
  PLACES.filter(({ href }) => path === href || path.startsWith(`${href}/`)).at(-1);
