/** What a channel tells about one try: it never throws. `code` is a status of HTTP or SMTP, or a fault of the network. */
export type Receipt = { code: string; text: string; providerId?: string };

export type Outcome =
  | { kind: "sent"; receipt: Receipt }
  /**
   * Another try may succeed. `afterMs`: what the other side asked for (Retry-After). `fault` says whose trouble it is: of this
   * destination, or of the whole channel (our relay or provider is away: nobody else's turn is used up on it).
   */
  | { kind: "retry"; receipt: Receipt; afterMs?: number; fault: "destination" | "channel" }
  /**
   * Trying again is useless. `gone`: the destination is dead or wants no more (410, hard bounce, STOP): suppress it.
   * `refused`: this message was refused (our defect, or content): park it and tell the team; the destination stays.
   */
  | { kind: "permanent"; receipt: Receipt; effect: "gone" | "refused" };
