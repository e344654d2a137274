import type { Translations } from "#lib/domain/language.ts";

/** The demo's components. Those that the catalogue made already are found by `key` and keep their texts and monitors. */
export type DemoComponent = {
  key: string;
  group: string | null;
  name: string;
  description: string | null;
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
  {
    ko,
    en,
    baseMs,
    monitors = ["main"],
  }: { ko: Texts; en: Texts; baseMs: number; monitors?: readonly string[] },
): DemoComponent => ({
  key,
  group,
  name: ko[0],
  description: ko[1] ?? null,
  translations: { en: { name: en[0], ...(en[1] && { description: en[1] }) } },
  monitors,
  baseMs,
});
/** Name, and one sentence about it. The catalogue's own components bring theirs. */
type Texts = readonly [name: string, description?: string];

export const DEMO_GROUPS: readonly DemoGroup[] = [
  { key: "api", ...texts("API", "API") },
  { key: "agents", ...texts("에이전트", "Agents") },
  { key: "console", ...texts("콘솔", "Console") },
  { key: "data", ...texts("데이터", "Data") },
];

const REGIONS = ["seoul", "tokyo"] as const;

export const DEMO_COMPONENTS: readonly DemoComponent[] = [
  component("api", "rest-api", { ko: ["REST API"], en: ["REST API"], baseMs: 48, monitors: REGIONS }),
  component("api", "api-gateway", {
    ko: ["API 게이트웨이", "모든 요청이 처음 닿는 곳입니다."],
    en: ["API gateway", "Where every request arrives first."],
    baseMs: 22,
    monitors: REGIONS,
  }),
  component("api", "authentication", {
    ko: ["인증", "API 키와 토큰을 확인합니다."],
    en: ["Authentication", "Checks API keys and tokens."],
    baseMs: 61,
    monitors: REGIONS,
  }),
  component("api", "webhook-delivery", {
    ko: ["웹훅 전달", "작업의 결과를 고객의 서버로 보냅니다."],
    en: ["Webhook delivery", "Sends the results of runs to your servers."],
    baseMs: 95,
  }),
  component("agents", "agent-execution", {
    ko: ["에이전트 실행"],
    en: ["Agent execution"],
    baseMs: 180,
    monitors: REGIONS,
  }),
  component("agents", "agentcore-integration", {
    ko: ["AgentCore 연동"],
    en: ["AgentCore integration"],
    baseMs: 240,
  }),
  component("agents", "agent-builds", {
    ko: ["에이전트 빌드", "에이전트를 만들고 배포할 수 있게 준비합니다."],
    en: ["Agent builds", "Builds agents and makes them ready to deploy."],
    baseMs: 310,
  }),
  component("agents", "scheduled-runs", {
    ko: ["예약 실행", "정해진 시각에 에이전트를 시작합니다."],
    en: ["Scheduled runs", "Starts agents at the times that were set."],
    baseMs: 75,
  }),
  {
    ...component("agents", "model-connections", {
      ko: ["모델 연결", "에이전트가 쓰는 언어 모델과의 연결입니다."],
      en: ["Model connections", "The connections to the language models that agents use."],
      baseMs: 270,
    }),
    startedDaysAgo: 34,
  },
  component("console", "web-console", {
    ko: ["웹 콘솔과 세션"],
    en: ["Web console and sessions"],
    baseMs: 130,
    monitors: REGIONS,
  }),
  component("console", "sign-in", {
    ko: ["로그인", "비밀번호와 두 번째 인증 단계입니다."],
    en: ["Sign-in", "Passwords and the second step."],
    baseMs: 88,
  }),
  component("console", "command-line", {
    ko: ["명령줄 도구", "터미널에서 쓰는 도구와 그 업데이트입니다."],
    en: ["Command line", "The tool for the terminal, and its updates."],
    baseMs: 54,
  }),
  component("console", "notifications", {
    ko: ["알림", "콘솔과 메일로 보내는 알림입니다."],
    en: ["Notifications", "Notifications in the console and by mail."],
    baseMs: 70,
  }),
  component("data", "data-and-backups", { ko: ["데이터와 백업"], en: ["Data and backups"], baseMs: 35 }),
  component("data", "job-queue", {
    ko: ["작업 대기열", "실행을 기다리는 작업의 순서를 지킵니다."],
    en: ["Job queue", "Keeps the order of the work that waits to run."],
    baseMs: 18,
  }),
  component("data", "search", {
    ko: ["검색", "기록과 문서를 찾습니다."],
    en: ["Search", "Finds logs and documents."],
    baseMs: 84,
  }),
  component("data", "file-storage", {
    ko: ["파일 저장소", "에이전트가 읽고 쓰는 파일을 보관합니다."],
    en: ["File storage", "Keeps the files that agents read and write."],
    baseMs: 110,
    monitors: REGIONS,
  }),
  component(null, "status-page", { ko: ["상태 페이지"], en: ["Status page"], baseMs: 6 }),
];

/** Whatever happens to the platform, the page that tells about it is elsewhere. */
export const STATUS_PAGE = "status-page";
