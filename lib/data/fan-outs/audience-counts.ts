import type { Channel } from "#lib/domain/delivery/channel.ts";
import { type AudienceCounts, NOBODY } from "#lib/domain/delivery/draft.ts";
import type { Sql } from "../sql.ts";
import { type Audience, audienceParameters, IS_REACHED } from "./audience.ts";
import { quietRelease, readZones } from "./quiet.ts";

const RELEASE = quietRelease({
  now: "$3::timestamptz",
  zone: "case when s.time_zone = any($13::text[]) then s.time_zone else 'UTC' end",
  from: "s.quiet_from",
  until: "s.quiet_until",
});

const COUNT = `
with reached as materialized (
  select s.channel, s.language, s.component_ids, s.group_ids,
    coalesce(cardinality(s.component_ids), 0) = 0 and coalesce(cardinality(s.group_ids), 0) = 0 as is_unlimited,
    s.digest_at is not null or s.quiet_from is not null and s.quiet_until is not null and ${RELEASE} is not null as is_later
  from subscribers s where s.page_id = $1 and s.state = 'active' and ${IS_REACHED}
), counted as (
  select channel, language, is_unlimited, is_later, count(*)::int as count from reached group by 1, 2, 3, 4
)
select (select coalesce(json_agg(counted), '[]') from counted) as counts,
  (select coalesce(json_agg(json_build_object('componentId', c.id, 'count', c.count) order by c.position, c.id), '[]') from (
    select c.id, c.position, (select count(*)::int from reached r where not r.is_unlimited
      and (c.id = any(r.component_ids) or c.group_id = any(r.group_ids))) as count
    from components c where c.page_id = $1 and c.id = any($5)) c) as components`;

type Counted = {
  channel: Channel;
  language: string;
  is_unlimited: boolean;
  is_later: boolean;
  count: number;
};

/** Counts whom a plan reaches, by the condition that reaches them. */
export async function countAudience(sql: Sql, audience: Audience): Promise<AudienceCounts> {
  const zones = await readZones(sql);
  const { rows } = await sql.query<{ counts: Counted[]; components: AudienceCounts["components"] }>(COUNT, [
    ...audienceParameters(audience),
    zones,
  ]);
  const { counts, components } = rows[0]!;
  const sum = (isMeant: (one: Counted) => boolean) =>
    counts.filter(isMeant).reduce((total, { count }) => total + count, 0);
  const channels = { ...NOBODY.channels };
  for (const { channel, count } of counts) channels[channel] += count;
  const inSms = (language: string) => sum((one) => one.channel === "sms" && one.language === language);
  return {
    total: sum(() => true),
    channels,
    components,
    unlimited: sum((one) => one.is_unlimited),
    later: sum((one) => one.is_later),
    sms: { ko: inSms("ko"), en: inSms("en") },
  };
}
