import { Failure } from "#lib/domain/errors.ts";
import type { Egress } from "#lib/net/egress.ts";
import { NetFault } from "#lib/net/fault.ts";
import type { SnsReach } from "#lib/usecases/alerts/sns.ts";

const TIMEOUT_MS = 5_000;
/** SNS changes its certificate about once a year. */
const CERTIFICATE_CACHED_MS = 24 * 3_600_000;
const MAX_CACHED = 50;
const RETRY_AFTER_SECONDS = 30;

/** The addresses of SNS, asked through the one way out; certificates are kept for a day. SNS itself tries again after a 503. */
export function createSnsReach(egress: Pick<Egress, "request">, clock: () => number = Date.now): SnsReach {
  const known = new Map<string, { pem: string; until: number }>();

  async function get(url: string): Promise<string> {
    const answer = await egress.request({ url, timeoutMs: TIMEOUT_MS }).catch((error) => {
      if (error instanceof NetFault) return null;
      throw error;
    });
    if (answer?.status === 200) return answer.body.toString("utf8");
    throw new Failure("unavailable", "Amazon SNS could not be asked: try again", {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  return {
    certificate: async (url) => {
      const cached = known.get(url);
      if (cached && cached.until > clock()) return cached.pem;
      const pem = await get(url);
      if (known.size >= MAX_CACHED) known.clear();
      known.set(url, { pem, until: clock() + CERTIFICATE_CACHED_MS });
      return pem;
    },
    confirm: async (url) => {
      await get(url);
    },
  };
}
