import type { SnapshotPage } from "#lib/domain/snapshot.ts";

/** The T-Developer page as the fixtures show it: Korean first, English beside it. Ids are fixed, so goldens hold. */
export const PAGE: Omit<SnapshotPage, "uptime90d" | "coverage90d"> = {
  id: "p0tdev3k9x2m",
  name: "T-Developer",
  timeZone: "Asia/Seoul",
  languages: ["ko", "en"],
  translations: { en: { name: "T-Developer" } },
  createdAt: "2026-03-02T00:30:00.000Z",
  isDemo: false,
  links: {},
};

export const GROUP_IDS = {
  api: "g1api7w4kz8q",
  agents: "g2agn5r1vb6t",
  console: "g3con9d2mh4y",
  data: "g4dat6s8pc3j",
} as const;

export const COMPONENT_IDS = {
  rest: "c1rst4h7nq2x",
  agents: "c2agx8k3wm5z",
  agentcore: "c3agc1t6vr9b",
  console: "c4web5j2yd8p",
  data: "c5bak9f4gs1u",
  statusPage: "c6stp3e7la6o",
} as const;

type GroupKey = keyof typeof GROUP_IDS;
type ComponentKey = keyof typeof COMPONENT_IDS;
type Words = { name: string; description: string | null };

export const GROUPS: { key: GroupKey; ko: Words; en: Words }[] = [
  { key: "api", ko: { name: "API", description: null }, en: { name: "API", description: null } },
  {
    key: "agents",
    ko: { name: "에이전트", description: "코드를 작성하고 실행하는 에이전트" },
    en: { name: "Agents", description: "The agents that write and run code" },
  },
  { key: "console", ko: { name: "콘솔", description: null }, en: { name: "Console", description: null } },
  { key: "data", ko: { name: "데이터", description: null }, en: { name: "Data", description: null } },
];

export const COMPONENTS: { key: ComponentKey; group: GroupKey | null; ko: Words; en: Words }[] = [
  {
    key: "rest",
    group: "api",
    ko: { name: "REST API", description: "프로젝트, 작업, 결과를 다루는 공개 API" },
    en: { name: "REST API", description: "The public API for projects, tasks and results" },
  },
  {
    key: "agents",
    group: "agents",
    ko: { name: "에이전트 실행", description: "작업을 받아 에이전트를 시작하고 끝까지 실행" },
    en: { name: "Agent execution", description: "Takes tasks, starts agents and runs them to the end" },
  },
  {
    key: "agentcore",
    group: "agents",
    ko: { name: "AgentCore 연동", description: "AgentCore 런타임과의 연결" },
    en: { name: "AgentCore integration", description: "The connection to the AgentCore runtime" },
  },
  {
    key: "console",
    group: "console",
    ko: { name: "웹 콘솔과 세션", description: "로그인, 세션, 웹 화면" },
    en: { name: "Web console and sessions", description: "Sign-in, sessions and the web interface" },
  },
  {
    key: "data",
    group: "data",
    ko: { name: "데이터와 백업", description: "저장된 프로젝트와 매일의 백업" },
    en: { name: "Data and backups", description: "Stored projects and daily backups" },
  },
  {
    key: "statusPage",
    group: null,
    ko: { name: "상태 페이지", description: null },
    en: { name: "Status page", description: null },
  },
];
