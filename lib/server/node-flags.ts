/**
 * Flags of Node with which the web process runs. Requests leave only short-lived garbage: a young generation of 3 × 8
 * MB instead of 3 × 32 keeps the process some 50 MB smaller and is not slower (bench/http.bench.ts).
 */
export const WEB_NODE_FLAGS: readonly string[] = ["--max-semi-space-size=8"];
