import "server-only";
import type { Offers, ShownScreen } from "#lib/domain/subscribers/screen.ts";
import { currentScreen } from "#lib/usecases/snapshot/current.ts";
import { settings } from "../settings.ts";
import { channelOffers } from "./offers.ts";

/** What the public form offers in this installation. */
export const offeredChannels = (): Offers => channelOffers(settings().env);

/** What the personal page of this rendering shows; null at any other address. */
export function shownScreen(): (ShownScreen & { offers: Offers }) | null {
  const shown = currentScreen();
  return shown && { ...shown, offers: offeredChannels() };
}
