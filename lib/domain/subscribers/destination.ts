import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import type { Channel } from "../delivery/channel.ts";

/** What this installation lets people subscribe: hosts of Slack and Teams, countries (ISO 3166) of mobile numbers. */
export type DestinationRules = { slackHosts: string[]; teamsHosts: string[]; countries: string[] };
export type ParsedDestination = { destination: string; fault?: undefined } | { fault: string };

const MAX_EMAIL_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
const MAX_PHONE_LENGTH = 40;
export const MAX_URL_LENGTH = 2_000;

/**
 * One conservative grammar, narrower than what mail allows: no quotes, comments, groups, routes or IP literals, so that no
 * two programs on the way can read two recipients out of it.
 */
const LOCAL = /^[a-z0-9_+&'=~][a-z0-9_+&'=~-]*(?:\.[a-z0-9_+&'=~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/;
/** What people write in a number. Anything else beside it means that something else was meant. */
const PHONE = /^\+?[\d\s().-]+$/;
/** A backslash too: some parsers take it for a slash, some for a letter. */
const UNCLEAR = /[\p{Cc}\p{Cs}\s\\]/u;

/** One sentence for each channel, whatever is wrong: nobody learns from it what else there is. */
export function destinationFault(
  channel: Channel,
  { countries }: Pick<DestinationRules, "countries">,
): string {
  switch (channel) {
    case "email":
      return "must be a mail address that mail can reach, such as name@example.com";
    case "sms":
      return `must be a mobile number of ${countries.join(", ") || "no country"}, such as +821012345678`;
    case "slack":
      return "must be the https:// address of an incoming webhook of Slack";
    case "teams":
      return "must be the https:// address of a workflow of Teams";
    case "webhook":
      return "must be an http:// or https:// address that is on the public internet";
  }
}

/**
 * Reads what somebody gave as the place to be told at, into the one form in which it is stored and compared: a mail address
 * in lower case, a number as E.164, a URL as the parser writes it.
 * @param country ISO code of a number without `+`; the first allowed country if none is given
 */
export function parseDestination(
  channel: Channel,
  input: string,
  rules: DestinationRules,
  country?: string | null,
): ParsedDestination {
  const text = input.trim();
  const destination = read(channel, text, rules, country);
  return destination === null ? { fault: destinationFault(channel, rules) } : { destination };
}

function read(channel: Channel, text: string, rules: DestinationRules, country?: string | null) {
  switch (channel) {
    case "email":
      return readEmail(text);
    case "sms":
      return readPhone(text, rules.countries, country);
    case "slack":
      return readUrl(
        text,
        ({ protocol, hostname }) => protocol === "https:" && rules.slackHosts.includes(hostname),
      );
    case "teams":
      return readUrl(
        text,
        ({ protocol, hostname }) =>
          protocol === "https:" &&
          rules.teamsHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)),
      );
    case "webhook":
      return readUrl(text, () => true);
  }
}

function readEmail(text: string): string | null {
  if (text.length > MAX_EMAIL_LENGTH) return null;
  const address = text.toLowerCase();
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const isRead = local.length <= MAX_LOCAL_LENGTH && LOCAL.test(local) && DOMAIN.test(address.slice(at + 1));
  // Lower case may be longer or other than what was typed (İ): the grammar above knows ASCII only.
  return isRead ? address : null;
}

function readPhone(text: string, countries: string[], country?: string | null): string | null {
  if (text.length > MAX_PHONE_LENGTH || !PHONE.test(text)) return null;
  const home = (country || countries[0])?.toUpperCase();
  const number = parsePhoneNumberFromString(text, home === undefined ? {} : { defaultCountry: home as "KR" });
  // With the metadata of mobile numbers, landlines and premium numbers are not valid.
  if (!number?.isValid() || number.country === undefined) return null;
  return countries.includes(number.country) ? number.number : null;
}

function readUrl(text: string, isAllowed: (url: URL) => boolean): string | null {
  if (text.length > MAX_URL_LENGTH || UNCLEAR.test(text)) return null;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || !url.hostname) return null;
  // The parser of the check and of the dial: what was judged is what is stored, and nothing that is never sent.
  url.hash = "";
  return isAllowed(url) && url.href.length <= MAX_URL_LENGTH ? url.href : null;
}
