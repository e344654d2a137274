import { describe, expect, it } from "vitest";
import { badDaySnapshot, calmSnapshot, emptySnapshot, unknownSnapshot, worstOf } from "./snapshots.ts";

describe("the snapshot fixtures", () => {
  it.each([calmSnapshot(), badDaySnapshot(), unknownSnapshot()])(
    "give every day of version $version seconds that add up to its length",
    (snapshot) => {
      for (const noun of [...snapshot.components, ...snapshot.groups]) {
        expect(noun.days).toHaveLength(90);
        noun.days.forEach((day, index) => {
          const total = Object.values(day.seconds).reduce((sum, part) => sum + part, 0);
          expect(total).toBe(index === 89 ? 52_325 : 86_400);
        });
      }
    },
  );

  it("are new objects at every call, so that a test may change them", () => {
    calmSnapshot().components[0]!.name = "changed";
    expect(calmSnapshot().components[0]!.name).toBe("REST API");
  });

  it("show what their names say", () => {
    expect(worstOf(calmSnapshot())).toBe("operational");
    expect(worstOf(badDaySnapshot())).toBe("major_outage");
    expect(worstOf(unknownSnapshot())).toBe("unknown");
    expect(emptySnapshot().components).toEqual([]);
    expect(calmSnapshot().page.uptime90d).toMatch(/^99\.9\d{3}$/);
  });
});
