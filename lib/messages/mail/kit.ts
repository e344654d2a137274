import type * as Components from "@react-email/components";

export type Kit = typeof Components;

let kit: Promise<Kit> | undefined;

/** The components of mails are large (half a second, 50 MB): loaded when the first mail is written, or when asked to. */
export const loadKit = (): Promise<Kit> => {
  kit ??= import("@react-email/components");
  return kit;
};
