import { CHANNELS, type Channel } from "../../delivery/channel.ts";
import { ID_FORM } from "../../id.ts";
import { SUBSCRIBER_STATES, type SubscriberState } from "../subscriber.ts";

/** Rows of one page of the admin's list. */
export const SUBSCRIBER_LIST_LENGTH = 50;
const MAX_QUERY_LENGTH = 200;
const MAX_PAGE = 10_000;

/** The filters of the list of subscribers, as they stand in its address. */
export type SubscriberSearch = {
  q?: string | undefined;
  channel?: Channel | undefined;
  state?: SubscriberState | undefined;
  component?: string | undefined;
  page: number;
};

type Given = Record<string, string | string[] | undefined>;

/** Reads the filters of an address; what is none is left out, so that an old link still leads somewhere. */
export function subscriberSearch(given: Given): SubscriberSearch {
  const text = (name: string) => [given[name]].flat()[0]?.trim() || undefined;
  const component = text("component");
  const page = Number(text("page") ?? 1);
  return {
    q: text("q")?.slice(0, MAX_QUERY_LENGTH),
    channel: CHANNELS.find((one) => one === text("channel")),
    state: SUBSCRIBER_STATES.find((one) => one === text("state")),
    component: component && ID_FORM.test(component) ? component : undefined,
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
  };
}

/** An address with these values as its query; what says nothing stays out, and so does the first page. */
export function addressOf(path: string, values: Record<string, string | number | undefined | null>): string {
  const entries = Object.entries(values)
    .filter(([name, value]) => value != null && value !== "" && !(name === "page" && value === 1))
    .map(([name, value]) => [name, String(value)]);
  const query = new URLSearchParams(entries).toString();
  return query ? `${path}?${query}` : path;
}

export const isSubscriberSearch = ({ q, channel, state, component }: SubscriberSearch): boolean =>
  [q, channel, state, component].some(Boolean);
