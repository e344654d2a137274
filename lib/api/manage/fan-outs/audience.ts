import { z } from "zod";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import type { AudienceCounts } from "#lib/domain/delivery/draft.ts";
import { id } from "#lib/domain/id.ts";
import { LANGUAGES } from "#lib/domain/language.ts";

const count = z.number().int();

export const audienceBody = z
  .object({
    total: count,
    channels: z.record(z.enum(CHANNELS), count),
    components: z
      .array(z.object({ component_id: id, count }))
      .meta({ description: "Those who chose this component, or a group that it is in" }),
    unlimited: count.meta({ description: "Those who hear of every component" }),
    later: count.meta({ description: "Of all, those who hear of it after quiet hours or in a digest" }),
    sms: z.record(z.enum(LANGUAGES), count).meta({ description: "Those by SMS, by the language they read" }),
  })
  .meta({ id: "Audience" });

export const presentAudience = ({ components, ...counts }: AudienceCounts): z.infer<typeof audienceBody> => ({
  ...counts,
  components: components.map(({ componentId, count: n }) => ({ component_id: componentId, count: n })),
});

export const audienceExample: z.infer<typeof audienceBody> = {
  total: 1_250,
  channels: { email: 1_180, sms: 12, slack: 8, teams: 0, webhook: 50 },
  components: [{ component_id: "8kbf7d35c070", count: 310 }],
  unlimited: 940,
  later: 85,
  sms: { ko: 11, en: 1 },
};
