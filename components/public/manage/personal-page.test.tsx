import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readerOf } from "#components/ui/reader.ts";
import { openEvents } from "#lib/domain/history/months.ts";
import type { Language } from "#lib/domain/language.ts";
import { defaultChoices } from "#lib/domain/subscribers/choices.ts";
import type { ManageScreen, Offers, Screen } from "#lib/domain/subscribers/screen.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { newForm } from "#lib/domain/subscribers/subscription-form.ts";
import { badDaySnapshot } from "#lib/testing/snapshots.ts";
import { PersonalPage } from "./personal-page.tsx";

const TOKEN = "abcdefghij12.1.0.c2lnbmF0dXJl";
const EVERYTHING: Offers = {
  channels: ["email", "sms", "slack", "teams", "webhook"],
  smsCountries: ["KR", "US"],
};
const snapshot = badDaySnapshot();
const form = newForm({ language: "ko", timeZone: "Asia/Seoul" });
const [component] = snapshot.components;

const subscriber = (given: Partial<Subscriber> = {}): Subscriber => ({
  id: "s1aaaaaaaaaa",
  pageId: snapshot.page.id,
  channel: "email",
  destination: "a@example.com",
  holderId: "s1aaaaaaaaaa",
  state: "active",
  choices: {
    followsPage: true,
    kinds: ["incidents"],
    componentIds: [component!.id],
    groupIds: [],
    minImpact: 2,
    quiet: { from: 1_320, until: 420 },
    digestAt: 540,
    language: "ko",
    timeZone: "Asia/Seoul",
  },
  incidentIds: [],
  teamsMode: null,
  contactEmail: null,
  tokenEpoch: 1,
  consentSource: "page",
  consentAt: 0,
  noticeVersion: null,
  confirmedAt: 0,
  unsubscribedAt: null,
  quarantinedAt: null,
  quarantineReason: null,
  purgeAt: null,
  failures: 0,
  failingSince: null,
  lastSentAt: null,
  createdAt: 0,
  updatedAt: 0,
  ...given,
});
const manage = (given: Partial<ManageScreen> = {}): ManageScreen => ({
  kind: "manage",
  token: TOKEN,
  holderId: "s1aaaaaaaaaa",
  subscribers: [
    subscriber(),
    subscriber({ id: "s2aaaaaaaaaa", channel: "webhook", destination: "https://example.com/in" }),
    subscriber({ id: "s3aaaaaaaaaa", channel: "sms", destination: "+821012345678", state: "pending" }),
    subscriber({
      id: "s4aaaaaaaaaa",
      channel: "slack",
      destination: "https://hooks.slack.com/services/T1/B1/abcdefgh",
      state: "quarantined",
      quarantinedAt: 0,
      incidentIds: [snapshot.incidents[0]!.id, "iunknown0000"],
    }),
  ],
  done: null,
  refused: null,
  adding: null,
  faults: [],
  ...given,
});
const fault = (path: string) => ({ path, message: `wrong: ${path}` });
const to = { channel: "email", destination: "a@example.com" } as const;

const SCREENS: [string, Screen][] = [
  ["the form", { kind: "subscribe", eventId: null, form, faults: [] }],
  ["the form of one incident", { kind: "subscribe", eventId: snapshot.incidents[0]!.id, form, faults: [] }],
  [
    "the form with faults",
    { kind: "subscribe", eventId: null, form, faults: ["email", "kinds", "consent", "time_zone"].map(fault) },
  ],
  ["a mail was sent", { kind: "sent", eventId: null, ...to }],
  [
    "a post was sent",
    { kind: "sent", eventId: null, channel: "slack", destination: "https://hooks.slack.com/x" },
  ],
  ["a mail about one incident was sent", { kind: "sent", eventId: snapshot.incidents[0]!.id, ...to }],
  ["a request was sent", { kind: "sent", eventId: null, channel: "webhook", destination: "https://e.com/" }],
  ["a code", { kind: "code", eventId: null, form: { ...form, channel: "sms" }, faults: [], isResent: true }],
  [
    "a wrong code",
    { kind: "code", eventId: null, form, faults: [fault("code"), fault("")], isResent: false },
  ],
  ["after the code", { kind: "subscribed", destination: "+821012345678", manageToken: TOKEN }],
  ["a link to confirm", { kind: "confirm", token: TOKEN, isConfirmed: false, isAdded: false, ...to }],
  ["a link of another's", { kind: "confirm", token: TOKEN, isConfirmed: false, isAdded: true, ...to }],
  ["a used link to confirm", { kind: "confirm", token: TOKEN, isConfirmed: true, isAdded: true, ...to }],
  ["confirmed by mail", { kind: "confirmed", manageToken: TOKEN, secret: null, ...to }],
  [
    "a confirmed webhook",
    {
      kind: "confirmed",
      manageToken: TOKEN,
      secret: "whsec_x",
      channel: "webhook",
      destination: "https://e.com/",
    },
  ],
  ["asking for the link", { kind: "ask", form, faults: [fault("email")] }],
  ["after asking", { kind: "asked", email: "a@example.com" }],
  ["the manage page", manage()],
  ["the manage page, saved", manage({ done: "saved" })],
  ["the manage page with a fault of its own", manage({ faults: [fault("")] })],
  ["a channel to add with faults", manage({ adding: { form, faults: [fault("email")] } })],
  [
    "choices with faults",
    manage({
      refused: { subscriberId: "s1aaaaaaaaaa", form, faults: [fault("quiet_until"), fault("component_ids")] },
    }),
  ],
  ["the manage page of one", manage({ subscribers: [subscriber()] })],
  ["a code for the manage page", { kind: "manage-code", token: null, form, faults: [] }],
  ["a code for one more phone", { kind: "manage-code", token: TOKEN, form, faults: [fault("code")] }],
  ["a new secret", { kind: "secret", token: TOKEN, endpoint: "https://e.com/", secret: "whsec_y" }],
  ["a link to unsubscribe", { kind: "unsubscribe", token: TOKEN, ...to }],
  ["unsubscribed", { kind: "unsubscribed", ...to }],
  ["unsubscribed from all", { kind: "unsubscribed-all" }],
  ["erased", { kind: "erased" }],
  ...(["link", "away", "busy", "origin", "broken"] as const).map((why): [string, Screen] => [
    `a dead end (${why})`,
    { kind: "dead-end", why },
  ]),
];

const render = (screen: Screen, language: Language, offers = EVERYTHING) =>
  renderToStaticMarkup(
    <PersonalPage
      screen={screen}
      snapshot={snapshot}
      reader={readerOf(snapshot, language)}
      offers={offers}
      publicUrl="https://status.example.com"
    />,
  );
const all = (html: string, expression: RegExp) => [...html.matchAll(expression)].map(([, found]) => found!);

describe.each(["ko", "en"] as const)("in %s", (language) => {
  it.each(SCREENS)(
    "%s is whole: one heading, every id once, every label and hint of something",
    (_, screen) => {
      const html = render(screen, language);
      expect(all(html, /(<h1)/g)).toHaveLength(1);
      expect(html).not.toMatch(/undefined|\[object|\{\w+\}|NaN/);
      const ids = all(html, /\sid="([^"]+)"/g);
      expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
      const named = [
        ...all(html, /\sfor="([^"]+)"/g),
        ...all(html, /aria-describedby="([^"]+)"/g).flatMap((list) => list.split(" ")),
        ...all(html, /href="#([^"]+)"/g),
        ...all(html, /\slist="([^"]+)"/g),
      ];
      expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    },
  );

  it.each(SCREENS)("%s acts by posts to its own paths only", (_, screen) => {
    const html = render(screen, language);
    for (const action of all(html, /action="([^"]+)"/g)) expect(action).toMatch(new RegExp(`^/${language}/`));
    for (const form of all(html, /<form ([^>]+)>/g)) expect(form).toContain('method="post"');
    expect(html).not.toMatch(/style=|onclick=|<script(?! src="\/subscribe-own\.js")/);
  });
});

describe("the form", () => {
  it("offers what is configured, and feeds alone where nothing is", () => {
    const mail = render(SCREENS[0]![1], "en", { channels: ["email"], smsCountries: [] });
    expect(all(mail, /(name="channel")/g)).toHaveLength(1);
    expect(mail).not.toContain("phone_number");
    const none = render(SCREENS[0]![1], "en", { channels: [], smsCountries: [] });
    expect(none).toContain("available as feeds");
    expect(none).not.toContain("<form");
  });

  it("gives back what was typed, escaped, beside what is wrong", () => {
    const typed = { ...form, email: '"><script>x</script>', time_zone: "Mars/<b>", is_quiet: true };
    const html = render({ kind: "subscribe", eventId: null, form: typed, faults: [fault("email")] }, "en");
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"');
    expect(html).toContain("Mars/&lt;b&gt;");
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('href="#email">Email address: wrong: email</a>');
  });

  it("opens what is folded where something in it is wrong", () => {
    const folded = (path: string) =>
      render({ kind: "subscribe", eventId: null, form, faults: [fault(path)] }, "en");
    expect(folded("time_zone")).toContain('<details class="more-choices" open="">');
    expect(folded("email")).toContain('<details class="more-choices">');
  });
});

it("says that an address which somebody else added joins their page, before it is confirmed", () => {
  const link = (isAdded: boolean, language: Language = "en") =>
    render({ kind: "confirm", token: TOKEN, isConfirmed: false, isAdded, ...to }, language);
  expect(link(true)).toContain("added on the settings page of another subscription");
  expect(link(true)).toContain('href="/en/subscribe"');
  expect(link(true, "ko")).toContain("다른 구독의 설정 화면에서 추가한 주소입니다");
  expect(link(false)).not.toContain("another subscription");
});

it("shows of a chat's address no more than tells it apart", () => {
  const html = render(manage(), "en");
  expect(html).toContain("hooks.slack.com/…cdefgh");
  expect(html).not.toContain("B1/abcdefgh");
});

it("carries a phone's choices through the code, and no secret of anybody", () => {
  const chosen = { ...form, channel: "sms" as const, kinds: ["incidents", "maintenance"], consent: true };
  const html = render({ kind: "code", eventId: null, form: chosen, faults: [], isResent: false }, "ko");
  expect(all(html, /type="hidden" name="kinds" value="([^"]+)"/g)).toEqual(["incidents", "maintenance"]);
  expect(html).toContain('name="consent" value="on"');
  expect(html).not.toContain('name="is_quiet"');
});

describe("following by itself", () => {
  const { choices } = subscriber();
  const follows = (given: Partial<Subscriber>) =>
    all(render(manage({ subscribers: [subscriber(given)] }), "en"), /<button[^>]+value="([^"]+)"/g);
  const open = openEvents(snapshot).map(({ id }) => id);

  it("is offered for what is open or planned and not followed yet, with its name on the button", () => {
    const single = { ...choices, followsPage: false };
    expect(open.length).toBeGreaterThan(1);
    expect(follows({ choices: single })).toEqual(open);
    const [first, ...rest] = open;
    const html = render(
      manage({ subscribers: [subscriber({ choices: single, incidentIds: [first!] })] }),
      "en",
    );
    expect(all(html, /<button[^>]+value="([^"]+)"/g)).toEqual(rest);
    expect(all(html, /(<button[^>]+aria-label="Follow: \S)/g)).toHaveLength(rest.length);
    expect(html).toContain('name="act" value="unfollow"');
  });

  it("is offered to who hears of a part, folded, and not to who hears of everything", () => {
    expect(follows({})).toEqual(open);
    const everything = defaultChoices({ languages: ["en"], timeZone: "Asia/Seoul" });
    expect(follows({ choices: everything })).toEqual([]);
  });
});

describe("what a channel has beside its address", () => {
  const card = (given: Partial<Subscriber>) => render(manage({ subscribers: [subscriber(given)] }), "en");
  const single = { ...subscriber().choices, followsPage: false };

  it("is changed on its card, also of one that follows single incidents alone", () => {
    const hook = { channel: "webhook", destination: "https://e.com/", contactEmail: "ops@e.com" } as const;
    for (const choices of [subscriber().choices, single]) {
      expect(card({ ...hook, choices })).toMatch(/id="s1aaaaaaaaaa-contact_email"[^>]+value="ops@e.com"/);
      const teams = card({ channel: "teams", destination: "https://e.com/", teamsMode: "card", choices });
      expect(teams).toContain('<option value="card" selected="">');
    }
  });

  it("shows no form to who has nothing to change", () => {
    expect(card({ choices: single })).not.toContain('name="act" value="save"');
  });
});
