import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { AUTHORITATIVE_ANSWER, decode, encode, type Question } from "dns-packet";

const RCODES = { servfail: 2, nxdomain: 3, refused: 5 } as const;

/** The data of each record, or what the server does instead: `drop` never answers. */
export type DnsReply = unknown[] | keyof typeof RCODES | "drop";

/**
 * A real name server over UDP on a free loopback port. `reply` gets the question and how often exactly it was asked before.
 * `questions` records every query as "A example.test".
 */
export async function startDnsServer(reply: (question: Question, timesBefore: number) => DnsReply): Promise<{
  address: string;
  questions: string[];
  close: () => Promise<void>;
}> {
  const socket = createSocket("udp4");
  const questions: string[] = [];
  socket.on("message", (message, from) => {
    const query = decode(message);
    const question = query.questions?.[0];
    if (!question) return;
    const asked = `${question.type} ${question.name.toLowerCase()}`;
    const answer = reply(question, questions.filter((before) => before === asked).length);
    questions.push(asked);
    if (answer === "drop") return;
    const isList = Array.isArray(answer);
    const response = encode({
      type: "response",
      id: query.id,
      flags: AUTHORITATIVE_ANSWER | (isList ? 0 : RCODES[answer]),
      questions: [question],
      answers: isList
        ? answer.map((data) => ({ type: question.type, name: question.name, ttl: 300, data }))
        : [],
    });
    socket.send(response, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    questions,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
