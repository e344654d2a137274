// A sink as a process of its own: `node sink-main.ts smtp|http '{options}'`, asked over the pipe of its parent.
import { startHttpSink } from "./http-sink.ts";
import type { SinkAnswer, SinkCall } from "./sink-process.ts";
import { startSmtpSink } from "./smtp-sink.ts";

const [kind, text = "{}"] = process.argv.slice(2);
const options = JSON.parse(text);
const sink = kind === "smtp" ? await startSmtpSink(options) : await startHttpSink(options);
const told = (answer: SinkAnswer) => process.send?.(answer);

process.on("message", async ({ call, name, args }: SinkCall) => {
  try {
    const act = sink[name as keyof typeof sink] as (...args: unknown[]) => unknown;
    told({ call, value: await act(...args) });
  } catch (error) {
    told({ call, error: String(error) });
  }
});
process.on("disconnect", () => process.exit(0));
process.send?.({ port: sink.port });
