/** What the tests use of dns-packet, which brings no types. */
declare module "dns-packet" {
  export type Question = { type: string; name: string };
  export type Answer = { type: string; name: string; ttl?: number; data: unknown; flush?: boolean };
  export type Packet = {
    id?: number;
    type?: "query" | "response";
    flags?: number;
    questions?: Question[];
    answers?: Answer[];
  };
  export const AUTHORITATIVE_ANSWER: number;
  export const RECURSION_AVAILABLE: number;
  export function encode(packet: Packet): Buffer;
  export function decode(buffer: Buffer): Packet;
}
