import { Command, CommanderError } from "commander";
import { register as registerBackup } from "./commands/backup.ts";
import { register as registerCatalogue } from "./commands/catalogue.ts";
import { register as registerComponent } from "./commands/component.ts";
import { commandContext, type RegisterCommands } from "./commands/context.ts";
import { register as registerDeliveries } from "./commands/deliveries.ts";
import { register as registerHistory } from "./commands/history.ts";
import { register as registerIncident } from "./commands/incident.ts";
import { register as registerMonitor } from "./commands/monitor.ts";
import { register as registerPage } from "./commands/page.ts";
import { register as registerRestore } from "./commands/restore.ts";
import { register as registerSlo } from "./commands/slo/noun.ts";
import { register as registerSnapshot } from "./commands/snapshot.ts";
import { register as registerToken } from "./commands/token.ts";
import { register as registerUser } from "./commands/user.ts";
import { environment } from "./start.ts";

/** Every noun of the command line, in the order of the help. */
const NOUNS: RegisterCommands[] = [
  registerToken,
  registerUser,
  registerCatalogue,
  registerPage,
  registerComponent,
  registerMonitor,
  registerIncident,
  registerSlo,
  registerDeliveries,
  registerSnapshot,
  registerHistory,
  registerBackup,
  registerRestore,
];

/** `npm run status -- NOUN VERB …`. Returns the exit code; faults are sentences on standard error. */
export async function runCommandLine(args: string[]): Promise<number> {
  const program = new Command("npm run status --")
    .description(
      "The command line of T-Developer Status. It works beside a running instance, and without one.",
    )
    .helpCommand(false)
    .showHelpAfterError("(--help tells more)")
    .exitOverride();
  const context = commandContext(environment);
  for (const register of NOUNS) register(program, context);
  // Commands that were added above copy nothing of this by themselves.
  for (const command of everyCommand(program)) command.exitOverride();
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}

const everyCommand = (command: Command): Command[] =>
  command.commands.flatMap((one) => [one, ...everyCommand(one)]);
