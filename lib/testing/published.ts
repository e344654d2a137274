import pg from "pg";
import { writePublished } from "#lib/data/status/published.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

/** Publishes a snapshot as the worker does, for a page that is made when missing; on a connection of its own. */
export async function publishFixture(databaseUrl: string, snapshot: Snapshot): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(
      `insert into pages (id, name, time_zone, languages, policy_weights, updated_at)
       values ($1, $2, $3, $4, $5, now()) on conflict (id) do nothing`,
      [
        snapshot.page.id,
        snapshot.page.name,
        snapshot.page.timeZone,
        snapshot.page.languages,
        snapshot.policy.weights,
      ],
    );
    await writePublished(client, snapshot, `fixture-${snapshot.version}`);
  } finally {
    await client.end();
  }
}

/** The same page with `count` components, all without a group after the first ones. */
export function withComponents(snapshot: Snapshot, count: number): Snapshot {
  const { components } = snapshot;
  const more = Array.from({ length: count - components.length }, (_, index) => ({
    ...components[index % components.length]!,
    id: `x${String(index).padStart(11, "0")}`,
    name: `${components[index % components.length]!.name} ${index + 2}`,
    position: components.length + index + 1,
  }));
  return { ...snapshot, components: [...components, ...more].slice(0, count) };
}

/** The next version: content changed at `now`. */
export const nextVersion = (snapshot: Snapshot, now: number): Snapshot => ({
  ...snapshot,
  version: snapshot.version + 1,
  updatedAt: new Date(now).toISOString(),
  asOf: new Date(now).toISOString(),
});
