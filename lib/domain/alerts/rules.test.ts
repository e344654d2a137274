import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confirmation, signed, TOPIC } from "#lib/testing/fixtures/alerts/sns.ts";
import { Failure } from "../errors.ts";
import { type AlertRule, alertRule, matchesGlob, suggest } from "./rules.ts";
import { certificateUrl, confirmationUrl, signedText, snsMessage } from "./sns.ts";
import { alertSourcePatch, checkAlertSource, newAlertSource } from "./source.ts";
import { joinedWords, recoveredWords, reopenedWords, startedWords, unmatchedWords } from "./wording.ts";

const API = "8kbf7d35c070";
const WEB = "9kbf7d35c070";

describe("matchesGlob", () => {
  it.each([
    ["api", "api", true],
    ["api", "API", false],
    ["api-*", "api-1", true],
    ["api-*", "api-", true],
    ["*", "", true],
    ["?", "", false],
    ["a?c", "abc", true],
    ["*-prod", "eu-prod-old", false],
    ["*a*b", "xxaxxbxxb", true],
    ["**", "anything", true],
    ["a.c", "abc", false],
    ["", "", true],
    ["", "a", false],
  ])("%s against %j is %s", (pattern, text, fits) => {
    expect(matchesGlob(pattern, text)).toBe(fits);
  });

  it("agrees with the regular expression that the pattern means", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
    const texts = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const source = pattern.replaceAll("*", ".*").replaceAll("?", ".");
        expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is not led astray by a hostile pattern", () => {
    const startedAt = performance.now();
    expect(matchesGlob(`${"*a".repeat(400)}b`, "a".repeat(1_000))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe("suggest", () => {
  const rule = (match: Record<string, string>, component_id: string, state?: string): AlertRule =>
    alertRule.parse({ match, component_id, ...(state && { state }) });
  const alert = { title: "Errors", severity: "critical", labels: { service: "api", env: "prod" } };

  it("names the component of every rule that matches, in the order of the rules", () => {
    const rules = [rule({ env: "prod" }, WEB, "degraded_performance"), rule({ service: "a*" }, API)];
    expect(suggest(rules, alert)).toEqual([
      { componentId: WEB, state: "degraded_performance" },
      { componentId: API, state: "major_outage" },
    ]);
  });
  it("takes the first rule that matches for each component", () => {
    const rules = [
      rule({ service: "web" }, API, "major_outage"),
      rule({ service: "api", env: "prod" }, API, "partial_outage"),
      rule({}, API, "degraded_performance"),
    ];
    expect(suggest(rules, alert)).toEqual([{ componentId: API, state: "partial_outage" }]);
  });
  it("needs every label of the match; title and severity count as labels unless such labels are there", () => {
    expect(suggest([rule({ service: "api", zone: "*" }, API)], alert)).toEqual([]);
    expect(suggest([rule({ severity: "crit*", title: "Err*" }, API)], alert)).toHaveLength(1);
    const labelled = { ...alert, labels: { severity: "info" } };
    expect(suggest([rule({ severity: "critical" }, API)], labelled)).toEqual([]);
    expect(suggest([rule({ constructor: "*" } as Record<string, string>, API)], alert)).toEqual([]);
  });
  it("refuses rules that claim health, and names that are empty", () => {
    const valid = { match: { a: "b" }, component_id: API };
    expect(alertRule.parse(valid).state).toBe("major_outage");
    for (const bad of [
      { ...valid, state: "operational" },
      { ...valid, state: "under_maintenance" },
      { ...valid, component_id: "no id" },
      { ...valid, match: { "": "x" } },
      { ...valid, match: { a: 7 } },
    ])
      expect(alertRule.safeParse(bad).success).toBe(false);
  });
});

describe("a source", () => {
  const fresh = (fields: object) => newAlertSource.parse({ kind: "alertmanager", name: "a", ...fields });
  const faults = (fields: object) => {
    const source = fresh(fields);
    try {
      checkAlertSource(source.kind, source, new Set([API]));
    } catch (error) {
      return error instanceof Failure ? error.faults.map(({ path }) => path) : [String(error)];
    }
    return [];
  };
  it("has quiet defaults: a minute of damping, never published by itself", () => {
    expect(fresh({})).toMatchObject({
      damp_seconds: 60,
      auto_publish_after_minutes: null,
      enabled: true,
      unmatched: "draft",
    });
  });
  it("belongs to components of the page", () => {
    const rules = [
      { match: {}, component_id: API },
      { match: {}, component_id: WEB },
    ];
    expect(faults({ rules })).toEqual(["alert_source.rules.1.component_id"]);
  });
  it("has a topic if and only if it is CloudWatch's, a signing secret only where senders sign", () => {
    expect(faults({ kind: "cloudwatch" })).toEqual(["alert_source.topic_arn"]);
    expect(faults({ kind: "cloudwatch", topic_arn: TOPIC })).toEqual([]);
    expect(faults({ topic_arn: TOPIC })).toEqual(["alert_source.topic_arn"]);
    const signing_secret = "0123456789abcdef";
    expect(faults({ signing_secret })).toEqual(["alert_source.signing_secret"]);
    expect(faults({ kind: "pagerduty", signing_secret })).toEqual([]);
    expect(faults({ kind: "grafana", signing_secret })).toEqual([]);
  });
  it("may be changed in each field alone, and nothing is set that was not sent", () => {
    expect(alertSourcePatch.parse({ enabled: false })).toEqual({ enabled: false });
    expect(alertSourcePatch.safeParse({ damp_seconds: -1 }).success).toBe(false);
  });
});

describe("messages of SNS", () => {
  it("reads a notification and a confirmation", () => {
    expect(snsMessage.parse(signed())).toMatchObject({ Type: "Notification", TopicArn: TOPIC });
    expect(snsMessage.parse(confirmation())).toMatchObject({ Type: "SubscriptionConfirmation" });
    for (const bad of [
      { SignatureVersion: "3" },
      { Timestamp: "now" },
      { Type: "Other" },
      { Signature: "§" },
    ])
      expect(snsMessage.safeParse({ ...signed(), ...bad }).success).toBe(false);
  });

  it("signs the fields that Amazon names, in their order", () => {
    const message = signed({ Message: "m\nn", MessageId: "id", Subject: "s", Timestamp: "t" });
    expect(signedText(message)).toBe(
      `Message\nm\nn\nMessageId\nid\nSubject\ns\nTimestamp\nt\nTopicArn\n${TOPIC}\nType\nNotification\n`,
    );
    expect(signedText({ ...message, Subject: null })).not.toContain("Subject");
    expect(signedText(confirmation())).toMatch(
      /^Message\n.*\n.*\nMessageId\n.*\nSubscribeURL\n.*\nTimestamp\n.*\nToken\n/,
    );
  });

  it("finds the certificate at SNS in the topic's own region, on its own path, and nowhere else", () => {
    const urlOf = (SigningCertURL: string) => certificateUrl(signed({ SigningCertURL }));
    const good = "https://sns.ap-northeast-2.amazonaws.com/SimpleNotificationService-abc123.pem";
    expect(urlOf(good)).toBe(good);
    for (const bad of [
      good.replace("https:", "http:"),
      good.replace("ap-northeast-2", "us-east-1"),
      good.replace("amazonaws.com", "amazonaws.com.evil.example"),
      good.replace("amazonaws.com", "amazonaws.com:8443"),
      good.replace("sns.", "evil.example/sns."),
      good.replace("https://", "https://sns.ap-northeast-2.amazonaws.com@evil.example/"),
      good.replace("https://", "https://user:word@"),
      good.replace("sns.ap-northeast-2.amazonaws.com", "169.254.169.254"),
      good.replace("sns.ap-northeast-2", "sns.ap-northeast-2.s3"),
      good.replace("/Simple", "/?Action=GetTopicAttributes&x=/Simple"),
      good.replace("/Simple", "/a/../b/Simple"),
      `${good}?x=1`,
      `${good}#x`,
      "no address",
    ])
      expect([bad, urlOf(bad)]).toEqual([bad, null]);
    const china = "arn:aws-cn:sns:cn-north-1:123456789012:alarms";
    const inChina = "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-abc123.pem";
    expect(certificateUrl(signed({ TopicArn: china, SigningCertURL: inChina }))).toBe(inChina);
  });

  it("confirms exactly the subscription that the message is about", () => {
    const good = confirmation();
    expect(confirmationUrl(good)).toBe(new URL(good.SubscribeURL!).href);
    const url = good.SubscribeURL!;
    for (const SubscribeURL of [
      url.replace("ConfirmSubscription", "Unsubscribe"),
      url.replace("status-alarms", "other"),
      url.replace("https:", "http:"),
      url.replace("amazonaws.com/", "amazonaws.com.evil.example/"),
      url.replace("/?", "/path?"),
      url.replace(/Token=\w+/, "Token=other"),
      "",
    ])
      expect([SubscribeURL, confirmationUrl({ ...good, SubscribeURL })]).toEqual([SubscribeURL, null]);
  });
});

describe("the words of automatic incidents", () => {
  const api = {
    id: API,
    name: "REST API",
    translations: {},
    state: "partial_outage" as const,
  };
  const web = {
    id: WEB,
    name: "웹 콘솔",
    translations: { en: { name: "Web console" } },
    state: "major_outage" as const,
  };
  it("are in the page's first language, with its others as translations; the worst is named first", () => {
    expect(startedWords({ languages: ["ko", "en"], components: [api, web] })).toEqual({
      name: "웹 콘솔, REST API 장애 감지",
      body: "자동 감시가 웹 콘솔, REST API의 장애를 감지했습니다. 원인을 확인하고 있습니다.",
      translations: {
        en: {
          name: "Web console, REST API: outage detected",
          body: "Our monitoring has detected an outage of Web console, REST API. We are investigating.",
        },
      },
    });
    const english = startedWords({ languages: ["en", "ko"], components: [api] });
    expect(english.name).toBe("REST API: partial outage detected");
    expect(english.translations.ko?.name).toBe("REST API 일부 장애 감지");
    expect(startedWords({ languages: ["ko"], components: [api] }).translations).toEqual({});
  });
  it("name three components and count the others, within the length of a title", () => {
    const many = Array.from({ length: 7 }, (_, i) => ({ ...api, name: `부품 ${i}` }));
    expect(startedWords({ languages: ["ko", "en"], components: many })).toMatchObject({
      name: "부품 0, 부품 1, 부품 2 외 4개 일부 장애 감지",
      translations: { en: { name: "부품 0, 부품 1, 부품 2 and 4 more: partial outage detected" } },
    });
    const long = many.map((one) => ({ ...one, name: "긴 이름 ".repeat(50) }));
    expect(startedWords({ languages: ["ko", "en"], components: long }).name.length).toBeLessThanOrEqual(255);
  });
  it("tell joining, failing again and recovery", () => {
    const about = { languages: ["ko", "en"] as const, components: [api] };
    expect(joinedWords(about).body).toContain("REST API에서도 일부 장애를");
    expect(reopenedWords(about).translations.en?.body).toContain(
      "again detected a partial outage of REST API",
    );
    expect(recoveredWords(["ko", "en"])).toEqual({
      name: "",
      body: "자동 감시에서 정상 동작을 다시 확인했습니다.",
      translations: { en: { body: "Our monitoring confirms that everything works normally again." } },
    });
    expect(unmatchedWords(["ko", "en"], "HighErrorRate")).toMatchObject({ name: "HighErrorRate" });
  });
});
