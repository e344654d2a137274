import type { AlertSource } from "./source.ts";

/** A source as a browser may have it: what it signs with only as the fact that it is there. */
export function withoutSecret({ settings, ...source }: AlertSource) {
  const { unmatched, topicArn, sealedSecret } = settings;
  return { ...source, settings: { unmatched, topicArn, hasSecret: sealedSecret !== null } };
}
