import { z } from "zod";
import type { Role } from "./permission.ts";
import { email, password, personName, role } from "./person.ts";

export const LINK_KINDS = ["setup", "invite", "reset"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

const HOUR_MS = 60 * 60 * 1000;
/** How long a link works. The one that makes the first owner is printed again by a later start. */
export const LINK_LIFETIMES_MS: Record<LinkKind, number> = {
  setup: 24 * HOUR_MS,
  invite: 7 * 24 * HOUR_MS,
  reset: 24 * HOUR_MS,
};
export const MAX_OPEN_INVITATIONS = 100;

/** A link that works once. What is kept of its token is a hash. */
export type OneTimeLink = {
  id: string;
  pageId: string;
  kind: LinkKind;
  email: string | null;
  role: Role | null;
  personId: string | null;
  createdAt: number;
  expiresAt: number;
};

/** What became of a link, for the page that it leads to. */
export type LinkState = "open" | "expired" | "used" | "revoked" | "unknown";

export const linkState = (
  link: { expiresAt: number; usedAt: number | null; revokedAt: number | null } | null,
  now: number,
): LinkState => {
  if (link === null) return "unknown";
  if (link.usedAt !== null) return "used";
  if (link.revokedAt !== null) return "revoked";
  return link.expiresAt <= now ? "expired" : "open";
};

export const newInvitation = z.object({ email, role });
export type NewInvitation = z.infer<typeof newInvitation>;

export const LINK_TOKEN = /^[\w-]{43}$/;
const token = z.string().regex(LINK_TOKEN, "not the token of a link");

export const setupInput = z.object({ token, name: personName, email, password });
export const invitationInput = z.object({ token, name: personName, password });
export const resetInput = z.object({ token, password });
/** Somebody who cannot sign in asks for a link that sets a new password. */
export const forgottenInput = z.object({ email });
