/** A fault that an operator can put right: one sentence, shown without a stack. */
export class StartFault extends Error {
  override readonly name = "StartFault";
}

type SystemFault = NodeJS.ErrnoException & { path?: string; port?: number; address?: string };

const BY_CODE: Record<string, (fault: SystemFault) => string> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is already in use: stop the other program, or set PORT to a free one.`,
  EADDRNOTAVAIL: ({ address }) => `This machine has no address ${address}: correct HOST.`,
  ENOTFOUND: () => "HOST is a name that this machine does not know: correct HOST.",
  ENOSPC: ({ path }) => `The disk is full, ${path} cannot be written: free some space.`,
};
const NOT_WRITABLE = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT"];

/** What to do about an error that stopped the start, in one sentence; the stack of anything that is a defect. */
export function explainStartFault(error: unknown): string {
  if (error instanceof StartFault) return error.message;
  const fault = error as SystemFault;
  const code = fault.code ?? "";
  if (BY_CODE[code]) return BY_CODE[code](fault);
  if (code === "EACCES" && fault.port !== undefined)
    return `Port ${fault.port} is reserved on this machine: set PORT to 1024 or higher.`;
  if (NOT_WRITABLE.includes(code) && fault.path !== undefined)
    return `${fault.path} cannot be written (${code}): give this user the right to, or set DATA_DIR to a folder of its own.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
