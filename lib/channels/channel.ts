import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { OutgoingOf } from "#lib/messages/outgoing.ts";

/** One way out. `send` makes one try, in `timeoutMs` at most, and never throws. */
export type Sender<C extends Channel> = {
  send(message: OutgoingOf<C>, limits: { timeoutMs: number; signal?: AbortSignal }): Promise<Outcome>;
  /** Ends its connections. */
  close(): Promise<void>;
};
/** null: the channel is not configured. */
export type Senders = { [C in Channel]: Sender<C> | null };
