/** One fault in an input: where it is (JSON path such as `monitor.url`) and what to do about it. */
export type Fault = { path: string; message: string };

/** The closed set of ways in which the product says no. Every door maps a kind to its own form once. */
export type FailureKind =
  | "malformed" // the input could not be read at all: 400
  | "unauthenticated" // 401
  | "forbidden" // 403
  | "not_found" // also for what the caller may not see: 404
  | "conflict" // 409
  | "too_large" // 413
  | "unsupported_media" // 415
  | "invalid" // read, but wrong: 422
  | "too_many" // 429
  | "unavailable"; // the database is away: 503

/**
 * The bundler may copy this module: a refusal made by one copy (the limits and the way out that all routes of a process
 * share) is a refusal for every other.
 */
const MARK = Symbol.for("t-developer-status.failure");

/** A refusal that a person can act on. Anything else that is thrown is a defect. */
export class Failure extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }

  readonly [MARK] = true;
  readonly kind: FailureKind;
  readonly faults: Fault[];
  readonly retryAfterSeconds: number | undefined;
  /** Of a conflict between two editors: the noun as it is now. The door presents it as `current`. */
  readonly current: object | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    options: { faults?: Fault[]; retryAfterSeconds?: number; current?: object } = {},
  ) {
    super(message);
    this.name = "Failure";
    this.kind = kind;
    this.faults = options.faults ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.current = options.current;
  }
}

export const notFound = (noun: string) => new Failure("not_found", `${noun} not found`);

/** Wrong input: 422 with the path of each fault. */
export const invalid = (faults: Fault[], message = "The request has faults") =>
  new Failure("invalid", message, { faults });
