import type { Role } from "#lib/domain/people/permission.ts";

/** Somebody of the team, as the manage API tells it. */
export type TeamPerson = {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  second_factor: boolean;
  passkeys: number;
  last_seen_at: string | null;
};

export type OpenInvitation = { id: string; email: string; role: Role; expires_at: string };
