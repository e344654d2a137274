import { z } from "zod";
import type { OneTimeLink } from "#lib/domain/people/link.ts";
import { ROLES } from "#lib/domain/people/permission.ts";
import type { Member, PersonSession } from "#lib/domain/people/person.ts";
import type { PresentContext } from "../endpoint.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

const role = z.enum(ROLES);

export const memberBody = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    disabled: z.boolean(),
    second_factor: z.boolean().meta({ description: "Codes of an authenticator app are asked for" }),
    passkeys: z.number().int(),
    created_at: instant,
    last_seen_at: instant
      .nullable()
      .meta({ description: "Of a session that has not ended; noted once a minute" }),
  })
  .meta({ id: "TeamMember" });

export const presentMember = (member: Member): z.infer<typeof memberBody> => ({
  id: member.id,
  name: member.name,
  email: member.email,
  role: member.role,
  disabled: member.isDisabled,
  second_factor: member.hasSecondFactor,
  passkeys: member.passkeys,
  created_at: instantText(member.createdAt),
  last_seen_at: instantTextOrNull(member.lastSeenAt),
});

const invitationFields = {
  id: z.string(),
  email: z.string(),
  role,
  created_at: instant,
  expires_at: instant,
};
export const invitationBody = z.object(invitationFields).meta({ id: "Invitation" });
const url = z.string().meta({ description: "The link to pass on: told once, never again" });
export const newInvitationBody = z.object({ ...invitationFields, url }).meta({ id: "NewInvitation" });
export const resetLinkBody = z.object({ url, expires_at: instant }).meta({ id: "ResetLink" });

export const presentInvitation = (link: OneTimeLink): z.infer<typeof invitationBody> => ({
  id: link.id,
  email: link.email ?? "",
  role: link.role ?? "viewer",
  created_at: instantText(link.createdAt),
  expires_at: instantText(link.expiresAt),
});

type Made = { link: OneTimeLink; token: string };

export const presentNewInvitation = (
  { link, token }: Made,
  { publicUrl }: PresentContext,
): z.infer<typeof newInvitationBody> => ({
  ...presentInvitation(link),
  url: `${publicUrl}/invite/${token}`,
});

export const presentResetLink = (
  { link, token }: Made,
  { publicUrl }: PresentContext,
): z.infer<typeof resetLinkBody> => ({
  url: `${publicUrl}/reset/${token}`,
  expires_at: instantText(link.expiresAt),
});

export const sessionBody = z
  .object({
    id: z.string(),
    created_at: instant,
    seen_at: instant,
    expires_at: instant,
    address: z.string().nullable(),
    browser: z.string().nullable(),
    current: z.boolean().meta({ description: "The session that asks" }),
  })
  .meta({ id: "Session" });

export const presentSession = (session: PersonSession): z.infer<typeof sessionBody> => ({
  id: session.id,
  created_at: instantText(session.createdAt),
  seen_at: instantText(session.seenAt),
  expires_at: instantText(session.expiresAt),
  address: session.address,
  browser: session.browser,
  current: session.isCurrent,
});

export const memberExample: z.infer<typeof memberBody> = {
  id: "p1q2r3s4t5u6",
  name: "Commander",
  email: "commander@example.com",
  role: "responder",
  disabled: false,
  second_factor: true,
  passkeys: 1,
  created_at: "2026-11-23T01:00:00.000Z",
  last_seen_at: "2026-11-23T02:00:00.000Z",
};

export const invitationExample: z.infer<typeof invitationBody> = {
  id: "i1q2r3s4t5u6",
  email: "responder@example.com",
  role: "responder",
  created_at: "2026-11-23T01:00:00.000Z",
  expires_at: "2026-11-30T01:00:00.000Z",
};

export const linkExample = "https://status.example.com/invite/XhGk0b6w3dVn1m9Qz5rTj7yLcP2sF8aUeR4iNoBvKwM";

export const sessionExample: z.infer<typeof sessionBody> = {
  id: "s1q2r3s4t5u6",
  created_at: "2026-11-23T01:00:00.000Z",
  seen_at: "2026-11-23T02:00:00.000Z",
  expires_at: "2026-12-07T01:00:00.000Z",
  address: "203.0.113.7",
  browser: "Mozilla/5.0",
  current: false,
};
