"use client";
import { useState } from "react";
import type { CallMethod } from "./call.ts";
import { useOnce } from "./use-once.ts";

/** What the API wants to be sure of, and what goes on when it is meant. */
export type Question = { messages: string[]; yes: () => void };

const CONFIRMATION = /(?:^|\.)confirm\.(\w+)$/;

type Asked<T> = {
  method: CallMethod;
  path: string;
  /** What decides whether it is the same request. */
  content: unknown;
  makeBody: (confirm: string[]) => unknown;
  onDone: (body: T) => void;
};

/**
 * `useOnce` for what may come back as a question (409 with `confirm.…`): overlapping or past maintenance, windows that
 * would be cancelled. The answer "yes" sends the same again, saying so.
 */
export function useAsking() {
  const { sendOnce, refusal, ...rest } = useOnce();
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = async <T>(asked: Asked<T>, confirm: string[] = []) => {
    const { method, path, content, makeBody, onDone } = asked;
    setQuestion(null);
    const answer = await sendOnce<T>(method, path, [content, confirm], () => makeBody(confirm));
    if (!answer) return null;
    if (answer.ok) {
      onDone(answer.body);
      return answer;
    }
    const open = answer.faults.filter(({ path: at }) => CONFIRMATION.test(at));
    const names = open.flatMap(({ path: at }) => CONFIRMATION.exec(at)?.[1] ?? []);
    if (answer.status === 409 && open.length > 0)
      setQuestion({
        messages: open.map(({ message }) => message),
        yes: () => void ask(asked, [...new Set([...confirm, ...names])]),
      });
    return answer;
  };
  return { ...rest, ask, question, refusal: question ? null : refusal, no: () => setQuestion(null) };
}
