import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";

export type PhoneText = { country: string | null; display: string };

/** A stored number (E.164) as people write it, with its country. */
export function phoneText(destination: string): PhoneText {
  const number = parsePhoneNumberFromString(destination);
  return { country: number?.country ?? null, display: number?.formatInternational() ?? destination };
}

const SHOWN_CHARACTERS = 4;

/** The address of a chat is a key to it: shown are its host and its end, enough to tell two of them apart. */
export function obfuscatedEndpoint(destination: string): string {
  const { host } = new URL(destination);
  return `${host}/…${destination.slice(-SHOWN_CHARACTERS)}`;
}
