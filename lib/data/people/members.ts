import type { Role } from "#lib/domain/people/permission.ts";
import type { Member } from "#lib/domain/people/person.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

export type Membership = { pageId: string; role: Role };

/** Where a person may act now: memberships that are not disabled, oldest first. */
export async function activeMemberships(userId: string, db: Tx = prisma()): Promise<Membership[]> {
  const rows = await db.member.findMany({
    where: { userId, disabledAt: null },
    orderBy: [{ createdAt: "asc" }, { pageId: "asc" }],
  });
  return rows.map(({ pageId, role }) => ({ pageId, role: role as Role }));
}

/** Nobody else's change of this page's owners may come in between: the last owner stays. */
export const lockTeam = (tx: Tx, pageId: string) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('team ' || ${pageId}, 0))`;

/** Owners that may sign in. */
export const countOwners = (pageId: string, db: Tx = prisma()): Promise<number> =>
  db.member.count({ where: { pageId, role: "owner", disabledAt: null } });

export const countMembers = (pageId: string, db: Tx = prisma()): Promise<number> =>
  db.member.count({ where: { pageId } });

const withPerson = {
  user: {
    include: {
      _count: { select: { passkeys: true } },
      sessions: { select: { seenAt: true }, orderBy: { seenAt: "desc" }, take: 1 },
    },
  },
} as const;

type Row = {
  role: string;
  disabledAt: Date | null;
  createdAt: Date;
  user: {
    id: string;
    name: string;
    email: string;
    twoFactorEnabled: boolean | null;
    _count: { passkeys: number };
    sessions: { seenAt: Date }[];
  };
};

const fromRow = ({ user, role, disabledAt, createdAt }: Row): Member => ({
  id: user.id,
  name: user.name,
  email: user.email,
  role: role as Role,
  isDisabled: disabledAt !== null,
  hasSecondFactor: user.twoFactorEnabled === true,
  passkeys: user._count.passkeys,
  createdAt: instantOf(createdAt),
  lastSeenAt: instantOrNull(user.sessions[0]?.seenAt ?? null),
});

/** The team of a page, oldest first. */
export async function listMembers(
  pageId: string,
  window?: { skip: number; take: number },
): Promise<Member[]> {
  const rows = await prisma().member.findMany({
    where: { pageId },
    include: withPerson,
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

export async function findMember(pageId: string, userId: string, db: Tx = prisma()): Promise<Member | null> {
  const row = await db.member.findUnique({
    where: { pageId_userId: { pageId, userId } },
    include: withPerson,
  });
  return row && fromRow(row);
}

/** Makes a person a member, or changes what they are; a disabled one may come back that way. */
export async function saveMember(
  tx: Tx,
  member: { pageId: string; userId: string; role: Role; disabledAt?: Date | null },
): Promise<void> {
  const { pageId, userId, role, disabledAt = null } = member;
  await tx.member.upsert({
    where: { pageId_userId: { pageId, userId } },
    create: { pageId, userId, role, disabledAt },
    update: { role, disabledAt },
  });
}
