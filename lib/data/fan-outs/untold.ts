import type { Sql } from "../sql.ts";

const WAS_TOLD = `exists (select 1 from deliveries t where t.recipient_id = d.recipient_id and t.finished_at is not null
  and t.incident_id = d.incident_id and t.state = 'sent' offset 0)`;

/**
 * Cancels what was written of an incident before `eventId` and not yet sent. `isOnlyQuiet`: only what waits for the end of
 * quiet hours, for whom never heard of it: what is over then is not told any more.
 */
export async function cancelUntold(
  sql: Sql,
  incidentId: string,
  eventId: string,
  { isOnlyQuiet }: { isOnlyQuiet: boolean },
  now: number,
): Promise<void> {
  await sql.query(
    `update deliveries d set state = 'cancelled', reason = 'over', finished_at = $3::timestamptz, lease_owner = null, lease_until = null
     where d.incident_id = $1 and d.finished_at is null and d.kind = 'event' and d.event_id < $2::bigint
       and (d.lease_until is null or d.lease_until <= $3::timestamptz)
       and (not $4::boolean or d.is_held_quiet and not ${WAS_TOLD})`,
    [incidentId, eventId, new Date(now), isOnlyQuiet],
  );
}
