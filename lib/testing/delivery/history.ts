import type { MailSeen } from "../network/smtp-sink.ts";

/** What a recorded history of a sink says of one message to many. */
export type HistoryReport = {
  recipients: number;
  /** Expected, and got nothing. */
  missing: string[];
  /** Got something, and were not expected to. */
  strangers: string[];
  /** Mails beyond the first to the same address. */
  duplicates: number;
  /** Addresses whose copies do not all have one Message-ID. */
  changedIds: string[];
  /** Message-IDs that more than one address got. */
  sharedIds: string[];
  /** Mails for more than one recipient. */
  crowds: number;
};

const byRecipient = (mails: readonly MailSeen[]): Map<string, MailSeen[]> =>
  Map.groupBy(mails, ({ to }) => to.join(","));

/** Checks that every address got one message: once, or again under the same Message-ID. */
export function checkHistory(mails: readonly MailSeen[], expected: readonly string[]): HistoryReport {
  const got = byRecipient(mails);
  const wanted = new Set(expected);
  const owners = new Map<string, Set<string>>();
  for (const { messageId, to } of mails)
    owners.set(messageId, (owners.get(messageId) ?? new Set()).add(to.join(",")));
  return {
    recipients: got.size,
    missing: expected.filter((address) => !got.has(address)),
    strangers: [...got.keys()].filter((address) => !wanted.has(address)),
    duplicates: mails.length - got.size,
    changedIds: [...got].flatMap(([to, all]) =>
      new Set(all.map(({ messageId }) => messageId)).size > 1 ? [to] : [],
    ),
    sharedIds: [...owners].flatMap(([id, all]) => (all.size > 1 || id === "" ? [id] : [])),
    crowds: mails.filter(({ to }) => to.length !== 1).length,
  };
}

/** `lastConnection`: the highest number of a connection that the killed process had opened. */
export type Kill = { at: number; lastConnection: number };
export type KillReport = {
  /** Duplicates that each kill explains: first sent before it, again after it. */
  duplicates: number[];
  /** Connections that had carried mail in the life that the kill ended. */
  connections: number[];
  /** From the kill until the next mail came in. */
  resumedAfterMs: number[];
  /** Mails that came again although no kill lay between the two. */
  unexplained: number;
};

/**
 * Attributes every duplicate to the kill that lies between the two mails. Which process sent a mail is told by its connection:
 * what a process had written when it was killed may be read later.
 */
export function checkKills(mails: readonly MailSeen[], kills: readonly Kill[]): KillReport {
  const lifeOf = ({ connection }: MailSeen) =>
    kills.filter(({ lastConnection }) => lastConnection < connection).length;
  const duplicates = kills.map(() => 0);
  let unexplained = 0;
  for (const all of byRecipient(mails).values())
    for (let i = 1; i < all.length; i++) {
      const life = lifeOf(all[i - 1]!);
      if (lifeOf(all[i]!) > life) duplicates[life]! += 1;
      else unexplained += 1;
    }
  const connections = kills.map(() => new Set<number>());
  for (const mail of mails) connections[lifeOf(mail)]?.add(mail.connection);
  const resumedAfterMs = kills.flatMap((kill) => {
    const next = mails.find(({ connection }) => connection > kill.lastConnection);
    return next ? [next.at - kill.at] : [];
  });
  return { duplicates, connections: connections.map((all) => all.size), resumedAfterMs, unexplained };
}
