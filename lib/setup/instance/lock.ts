import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explainPath, Refusal } from "../refusal.ts";
import { identityOf, writeWhole } from "../running.mjs";

const LEFTOVER_STOP_MS = 12_000;
const POLL_MS = 50;

type Process = { pid: number; identity: string };
type Note = Process & { url: string; children: (Process & { name: string })[] };

export type InstanceLock = {
  /** Notes the processes that must not outlive this one. */
  noteChildren(children: { name: string; pid: number }[]): void;
  release(): void;
};

const lockFile = (dataDir: string) => join(dataDir, "instance.json");

function readNote(file: string): Note | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

const lives = ({ pid, identity }: Process): boolean => identityOf(pid) === identity;
const processOf = (pid: number): Process => ({ pid, identity: identityOf(pid) ?? "" });

/** The instance that works on this data folder now: its supervisor's process and its address; or null. */
export function liveInstance(dataDir: string): { pid: number; url: string } | null {
  const note = readNote(lockFile(dataDir));
  return note && lives(note) ? { pid: note.pid, url: note.url } : null;
}

/** Ends the web and worker processes of a supervisor that was killed; they drain by themselves, this waits for them. */
async function stopChildren(children: Process[]): Promise<void> {
  for (const child of children.filter(lives)) process.kill(child.pid, "SIGTERM");
  const startedAt = performance.now();
  while (children.some(lives) && performance.now() - startedAt < LEFTOVER_STOP_MS) await sleep(POLL_MS);
  for (const child of children.filter(lives)) process.kill(child.pid, "SIGKILL");
}

/**
 * Takes the data folder for this process. A lock whose owner is gone (killed, or from before a reboot) is taken over,
 * and what its owner left running is stopped first.
 * @throws Refusal when another instance works on it
 */
export async function lockDataDir(dataDir: string, url: string): Promise<InstanceLock> {
  const file = lockFile(dataDir);
  const note: Note = { ...processOf(process.pid), url, children: [] };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(note), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link is made whole or not at all: of two that start together, one gets the folder.
        linkSync(draft, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") explainPath(file, error);
      }
      const other = readNote(file);
      if (other && lives(other))
        throw new Refusal(
          `Another instance (process ${other.pid}, ${other.url}) works on ${dataDir}. ` +
            "Stop it first, or set DATA_DIR and PORT for a second one.",
        );
      await stopChildren(other?.children ?? []);
      const stale = `${file}.stale-${process.pid}`;
      renameSync(file, stale);
      rmSync(stale, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    noteChildren: (children) => {
      const known = children.map(({ name, pid }) => ({ name, ...processOf(pid) }));
      writeWhole(file, JSON.stringify({ ...note, children: known }));
    },
    release: () => rmSync(file, { force: true }),
  };
}
