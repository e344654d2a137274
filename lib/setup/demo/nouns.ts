import type { Translations } from "#lib/domain/language.ts";

/** The demo's components. Those that the catalogue made already are found by `key` and keep their texts and monitors. */
export type DemoComponent = {
  key: string;
  group: string | null;
  name: string;
  translations: Translations;
  /** One name per monitor: several make partial outages possible. */
  monitors: readonly string[];
  /** Response time on a quiet night, ms. */
  baseMs: number;
  /** Younger than the history: so many days ago it was made. */
  startedDaysAgo?: number;
};

export type DemoGroup = { key: string; name: string; translations: Translations };

const texts = (ko: string, en: string) => ({ name: ko, translations: { en: { name: en } } });
const component = (
  group: string | null,
  key: string,
  [ko, en]: readonly [string, string],
  baseMs: number,
  monitors: readonly string[] = ["main"],
): DemoComponent => ({ key, group, ...texts(ko, en), monitors, baseMs });

export const DEMO_GROUPS: readonly DemoGroup[] = [
  { key: "api", ...texts("API", "API") },
  { key: "agents", ...texts("에이전트", "Agents") },
  { key: "console", ...texts("콘솔", "Console") },
  { key: "data", ...texts("데이터", "Data") },
];

const REGIONS = ["seoul", "tokyo"] as const;

export const DEMO_COMPONENTS: readonly DemoComponent[] = [
  component("api", "rest-api", ["REST API", "REST API"], 48, REGIONS),
  component("api", "api-gateway", ["API 게이트웨이", "API gateway"], 22, REGIONS),
  component("api", "authentication", ["인증", "Authentication"], 61, REGIONS),
  component("api", "webhook-delivery", ["웹훅 전달", "Webhook delivery"], 95),
  component("agents", "agent-execution", ["에이전트 실행", "Agent execution"], 180, REGIONS),
  component("agents", "agentcore", ["AgentCore 연동", "AgentCore integration"], 240),
  component("agents", "agent-builds", ["에이전트 빌드", "Agent builds"], 310),
  component("agents", "scheduled-runs", ["예약 실행", "Scheduled runs"], 75),
  {
    ...component("agents", "model-connections", ["모델 연결", "Model connections"], 270),
    startedDaysAgo: 34,
  },
  component("console", "web-console", ["웹 콘솔 및 세션", "Web console and sessions"], 130, REGIONS),
  component("console", "sign-in", ["로그인", "Sign-in"], 88),
  component("console", "command-line", ["명령줄 도구", "Command line"], 54),
  component("console", "notifications", ["알림", "Notifications"], 70),
  component("data", "data-and-backups", ["데이터 및 백업", "Data and backups"], 35),
  component("data", "job-queue", ["작업 대기열", "Job queue"], 18),
  component("data", "search", ["검색", "Search"], 84),
  component("data", "file-storage", ["파일 저장소", "File storage"], 110, REGIONS),
  component(null, "status-page", ["상태 페이지", "Status page"], 6),
];

/** Whatever happens to the platform, the page that tells about it is elsewhere. */
export const STATUS_PAGE = "status-page";
