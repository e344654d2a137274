/**
 * Flags of Node with which the worker runs. Making and sending messages leaves short-lived garbage, most of it outside of the
 * heap, where by itself nothing hurries to collect it: without these a fan-out of 4,000 mails grew the process from 230 to
 * 410 MB, with them it stays at 245 (bench/fan-out.bench.ts). None of them is a limit that could end the process.
 */
export const WORKER_NODE_FLAGS: readonly string[] = [
  "--max-semi-space-size=8",
  "--external-memory-accounted-in-global-limit",
  "--heap-growing-percent=50",
];
