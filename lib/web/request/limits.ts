import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { MAX_TESTS_A_MINUTE } from "#lib/domain/delivery/test-send.ts";
import { Failure } from "#lib/domain/errors.ts";

/** 100 requests/s a token with bursts of 300: three seconds' worth, spent in any way within three seconds. */
const REQUESTS = { points: 300, duration: 3 };
/** Samples and measurements are limited by rows. */
const ROWS = { points: 50_000, duration: 1 };
/** 20 messages/s a source of alerts, with bursts of 200. */
const ALERTS = { points: 200, duration: 10 };
const TESTS = { points: MAX_TESTS_A_MINUTE, duration: 60 };

export type Limits = {
  /** @throws Failure too_many with Retry-After */
  request(tokenId: string): Promise<void>;
  /** @throws Failure too_many with Retry-After */
  rows(tokenId: string, count: number): Promise<void>;
  /** @throws Failure too_many with Retry-After */
  alerts(sourceId: string): Promise<void>;
  /** @throws Failure too_many with Retry-After */
  tests(pageId: string): Promise<void>;
};

const isRefusal = (reason: unknown): reason is RateLimiterRes =>
  typeof reason === "object" && reason !== null && "msBeforeNext" in reason;

function limiter(options: { points: number; duration: number }, sentence: string) {
  const memory = new RateLimiterMemory(options);
  return async (tokenId: string, points: number): Promise<void> => {
    try {
      await memory.consume(tokenId, points);
    } catch (reason) {
      if (!isRefusal(reason)) throw reason;
      // What is refused was counted too: given back, else a client that keeps trying would stay locked out.
      await memory.reward(tokenId, points);
      const retryAfterSeconds = Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
      throw new Failure("too_many", sentence, { retryAfterSeconds });
    }
  };
}

/** Per process and token, in memory. */
export function createLimits(): Limits {
  const request = limiter(REQUESTS, "At most 100 requests a second for one token");
  const rows = limiter(ROWS, "At most 50,000 rows a second for one token");
  const alerts = limiter(ALERTS, "At most 20 messages a second for one alert source");
  const tests = limiter(TESTS, `At most ${MAX_TESTS_A_MINUTE} test messages a minute for one page`);
  return {
    request: (tokenId) => request(tokenId, 1),
    rows,
    alerts: (sourceId) => alerts(sourceId, 1),
    tests: (pageId) => tests(pageId, 1),
  };
}
