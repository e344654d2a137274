import { describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import type { EgressAnswer, EgressRequest } from "#lib/net/egress.ts";
import { createEgress } from "#lib/net/egress.ts";
import { NetFault } from "#lib/net/fault.ts";
import { createSnsReach } from "./sns-reach.ts";

const URL_OF_ONE = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem";

function egress(answer: (request: EgressRequest) => Partial<EgressAnswer> | Error) {
  const asked: EgressRequest[] = [];
  return {
    asked,
    request: async (request: EgressRequest) => {
      asked.push(request);
      const told = answer(request);
      if (told instanceof Error) throw told;
      return { url: new URL(request.url), status: 200, headers: {}, body: Buffer.from("PEM"), ...told };
    },
  };
}

const kindOf = (work: Promise<unknown>) => work.then(String, (error) => (error as Failure).kind);

describe("the way to SNS", () => {
  it("fetches a certificate once a day, follows no redirect, and does not wait for ever", async () => {
    let now = 0;
    const way = egress(() => ({}));
    const reach = createSnsReach(way, () => now);
    expect(await reach.certificate(URL_OF_ONE)).toBe("PEM");
    expect(await reach.certificate(URL_OF_ONE)).toBe("PEM");
    expect(way.asked).toEqual([{ url: URL_OF_ONE, timeoutMs: 5_000 }]);
    now += 24 * 3_600_000;
    await reach.certificate(URL_OF_ONE);
    expect(way.asked).toHaveLength(2);
  });

  it("asks every time to confirm", async () => {
    const way = egress(() => ({}));
    const reach = createSnsReach(way);
    await reach.confirm("https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription");
    await reach.confirm("https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription");
    expect(way.asked).toHaveLength(2);
  });

  it("is unavailable, so that SNS tries again, when SNS does not answer as it should", async () => {
    for (const answer of [{ status: 302 }, { status: 500 }, new NetFault("dns_failed", "no such host")]) {
      const reach = createSnsReach(egress(() => answer));
      expect(await kindOf(reach.certificate(URL_OF_ONE))).toBe("unavailable");
    }
    await expect(
      createSnsReach(egress(() => new TypeError("a defect"))).certificate(URL_OF_ONE),
    ).rejects.toThrow(TypeError);
  });

  it("reaches nothing private through the real way out", async () => {
    const reach = createSnsReach(createEgress({ allow: [], dnsServers: [] }));
    expect(await kindOf(reach.certificate("https://127.0.0.1/SimpleNotificationService-1.pem"))).toBe(
      "unavailable",
    );
    expect(await reach.confirm("https://169.254.169.254/").catch((error) => error)).toBeInstanceOf(Failure);
  });
});
