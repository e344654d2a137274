import { dropHeld, readStanding, type Standing, sendHeld } from "#lib/usecases/instance/hold.ts";
import type { RegisterCommands } from "./context.ts";
import { operatorScope, type VerbOptions, withOptions } from "./operate.ts";
import { printOne } from "./output.ts";

const WHY: Record<string, string> = {
  restored: "a backup was restored",
  mismatch: "DATA_DIR knows a later state of this database, or another one: it is a restored backup",
};

const bodyOf = ({ hold, waiting }: Standing) => ({
  held: hold !== null,
  held_at: hold && new Date(hold.heldAt).toISOString(),
  reason: hold?.reason ?? null,
  waiting_deliveries: waiting.deliveries,
  waiting_events: waiting.events,
});

function textOf({ hold, waiting }: Standing): string {
  const what = `${waiting.deliveries} messages and ${waiting.events} events wait`;
  if (!hold) return `Messages are sent as they come; ${what}.`;
  return [
    `Nothing is sent since ${new Date(hold.heldAt).toISOString()}: ${WHY[hold.reason] ?? hold.reason}.`,
    `${what}. Let them out with deliveries send, or forget them with deliveries drop.`,
  ].join("\n");
}

export const register: RegisterCommands = (program, context) => {
  const deliveries = program.command("deliveries").description("messages to subscribers");
  withOptions(deliveries.command("held"))
    .description("whether sending is held after a restore, and what waits")
    .action(async (options: VerbOptions) => {
      const found = await context.withDatabase(async () =>
        readStanding(await operatorScope("page:read", options)),
      );
      printOne(bodyOf(found), { json: options.json ?? false, text: textOf(found) });
    });
  withOptions(deliveries.command("send"))
    .description("send what was held")
    .action(async (options: VerbOptions) => {
      await context.withDatabase(async () =>
        sendHeld(await operatorScope("settings:write", options), Date.now()),
      );
      printOne({ held: false }, { json: options.json ?? false, text: "Messages are sent again." });
    });
  withOptions(deliveries.command("drop"))
    .description("forget what was held; from now on messages are sent as they come")
    .action(async (options: VerbOptions) => {
      const { dropped } = await context.withDatabase(async () =>
        dropHeld(await operatorScope("settings:write", options), Date.now()),
      );
      const text = `${dropped} messages are forgotten; from now on they are sent as they come.`;
      printOne({ held: false, dropped }, { json: options.json ?? false, text });
    });
};
