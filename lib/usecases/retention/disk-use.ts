import { type DiskUse, readDiskUse } from "#lib/data/disk-use.ts";
import type { Scope } from "#lib/data/scope.ts";

export type { DiskUse };

/** What the installation holds on disk, for whoever sets how long raw samples are kept. */
export const measureDisk = (_scope: Scope<"settings:write">): Promise<DiskUse> => readDiskUse();
