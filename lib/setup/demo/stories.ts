import type { IncidentStatus } from "#lib/domain/snapshot.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { DEMO_COMPONENTS } from "./nouns.ts";
import { largeOutages, OPENING, type Plan, type Trouble } from "./plan.ts";

const MINUTE = 60_000;
/** Shorter troubles are told by the bars alone. */
const TOLD_FROM_MINUTES = 12;

/** Korean, English. */
export type Text = readonly [ko: string, en: string];
export type ToldUpdate = {
  at: number;
  status: IncidentStatus;
  text: Text;
  states?: Record<string, WireState>;
};

/** An incident as people would have told it while it went on. */
export type Story = {
  key: string;
  name: Text;
  startedAt: number;
  updates: ToldUpdate[];
  postmortem?: Text;
  /** Minutes from the last update until the next one was promised. */
  promiseMinutes?: number;
};

type Script = Omit<Story, "key" | "startedAt" | "updates"> & {
  updates: readonly (Omit<ToldUpdate, "at"> & { afterMinutes: number })[];
};

const step = (
  afterMinutes: number,
  status: IncidentStatus,
  text: Text,
  states?: Record<string, WireState>,
): Script["updates"][number] => ({ afterMinutes, status, text, ...(states && { states }) });

/** In the order of the plan's large outages. */
const LARGE: readonly Script[] = [
  {
    name: ["데이터 저장소 연결 장애", "Data storage unreachable"],
    updates: [
      step(
        4,
        "investigating",
        [
          "데이터 저장소에 연결되지 않아 작업 대기열이 멈춰 있습니다. 원인을 조사하고 있습니다.",
          "The data storage cannot be reached and the job queue stands still. We are investigating.",
        ],
        {
          "data-and-backups": "major_outage",
          "job-queue": "major_outage",
          "rest-api": "degraded_performance",
          search: "degraded_performance",
        },
      ),
      step(17, "identified", [
        "네트워크 장비 한 대의 고장이 원인입니다. 예비 경로로 옮기고 있습니다. 저장된 데이터는 안전합니다.",
        "One network device failed. We are moving to the spare route. Stored data is safe.",
      ]),
      step(
        48,
        "monitoring",
        [
          "연결이 돌아왔고 밀린 작업을 처리하고 있습니다.",
          "The connection is back and waiting jobs are being worked off.",
        ],
        { "data-and-backups": "operational", "job-queue": "degraded_performance" },
      ),
      step(66, "resolved", [
        "밀린 작업을 모두 처리했습니다. 14:24부터 15:30까지 영향이 있었습니다.",
        "All waiting jobs are done. The impact lasted about an hour.",
      ]),
    ],
    postmortem: [
      "## 무슨 일이 있었나\n네트워크 장비 한 대가 고장 났고, 예비 경로로의 자동 전환이 잘못된 우선순위 때문에 이루어지지 않았습니다.\n\n## 무엇을 바꾸었나\n- 자동 전환을 매달 실제로 시험합니다.\n- 연결이 끊기면 1분 안에 담당자를 부릅니다.",
      "## What happened\nOne network device failed, and the automatic switch to the spare route did not happen because of a wrong priority.\n\n## What we changed\n- The switch is tried for real every month.\n- A lost connection calls the person on duty within a minute.",
    ],
  },
  {
    name: ["도쿄 리전 인증 실패", "Sign-in failures in Tokyo"],
    updates: [
      step(
        6,
        "investigating",
        [
          "도쿄 리전에서 인증 요청의 일부가 실패합니다. 서울 리전은 정상입니다.",
          "Some authentication requests fail in the Tokyo region. Seoul works.",
        ],
        { authentication: "partial_outage", "api-gateway": "partial_outage" },
      ),
      step(15, "identified", [
        "새 설정이 원인임을 확인하고 되돌리고 있습니다.",
        "A new configuration is the cause; we are rolling it back.",
      ]),
      step(36, "resolved", [
        "설정을 되돌렸고 인증이 정상입니다.",
        "The configuration is rolled back and authentication works.",
      ]),
    ],
  },
  {
    name: ["AgentCore 연동 중단", "AgentCore integration down"],
    updates: [
      step(
        3,
        "investigating",
        [
          "AgentCore 호출이 실패해 새 에이전트 작업이 시작되지 않습니다.",
          "Calls to AgentCore fail, so new agent runs do not start.",
        ],
        { "agentcore-integration": "major_outage", "agent-execution": "partial_outage" },
      ),
      step(21, "investigating", [
        "제공사와 함께 조사하고 있습니다. 진행 중이던 작업은 보존됩니다.",
        "We are investigating together with the provider. Runs under way are kept.",
      ]),
      step(49, "identified", [
        "제공사의 자격 증명 갱신이 지연된 것이 원인입니다.",
        "A delayed renewal of credentials at the provider is the cause.",
      ]),
      step(
        70,
        "monitoring",
        [
          "호출이 다시 성공하고 있습니다. 밀린 작업이 순서대로 시작됩니다.",
          "Calls succeed again. Waiting runs start in order.",
        ],
        { "agentcore-integration": "operational", "agent-execution": "degraded_performance" },
      ),
      step(92, "resolved", ["모든 작업이 정상으로 시작됩니다.", "All runs start as they should."]),
    ],
  },
];

const OPEN: Script = {
  name: ["검색 응답 지연", "Slow search"],
  promiseMinutes: 30,
  updates: [
    step(
      4,
      "investigating",
      [
        "검색이 평소보다 느립니다. 결과는 정확합니다. 원인을 조사하고 있습니다.",
        "Search is slower than usual. Results are correct. We are investigating.",
      ],
      { search: "degraded_performance" },
    ),
    step(9, "identified", [
      "색인 한 개를 다시 만드는 작업이 겹친 것이 원인입니다. 작업의 속도를 낮추었습니다.",
      "Rebuilding one index overlapped with the load of the day. We slowed the rebuild down.",
    ]),
  ],
};

function storyOf(key: string, startedAt: number, { updates, ...script }: Script): Story {
  return {
    ...script,
    key,
    startedAt,
    updates: updates.map(({ afterMinutes, ...update }) => ({
      ...update,
      at: startedAt + afterMinutes * MINUTE,
    })),
  };
}

/** A longer outage of one component on an ordinary day. */
function ordinaryStory({ component, startedAt, endedAt }: Trouble): Story {
  const noun = DEMO_COMPONENTS.find(({ key }) => key === component)!;
  const [ko, en] = [noun.name, noun.translations.en?.name ?? noun.name];
  const minutes = Math.round((endedAt - startedAt) / MINUTE);
  return storyOf(`${component} ${startedAt}`, startedAt, {
    name: [`${ko} 오류`, `${en} errors`],
    updates: [
      step(
        3,
        "investigating",
        [
          `${ko}의 요청이 실패하고 있습니다. 원인을 조사하고 있습니다.`,
          `Requests to ${en} fail. We are investigating the cause.`,
        ],
        { [component]: "major_outage" },
      ),
      step(minutes + 2, "resolved", [
        `${minutes}분 동안 요청이 실패했습니다. 지금은 정상입니다.`,
        `Requests failed for ${minutes} minutes. Everything works now.`,
      ]),
    ],
  });
}

/** Every incident of the history, the oldest first; the last one is open when the demo begins. */
export function storiesOf(plan: Plan, openedAt: number, from: number): Story[] {
  const large = largeOutages(openedAt);
  const isTold = ({ startedAt, endedAt }: Trouble) =>
    large.some((outage) => startedAt < outage.endedAt && endedAt > outage.startedAt);
  const ordinary = plan.troubles.filter(
    (one) =>
      one.monitor === null &&
      one.outcome === "down" &&
      one.reason === "status_unexpected" &&
      one.endedAt - one.startedAt >= TOLD_FROM_MINUTES * MINUTE &&
      one.endedAt + 5 * MINUTE < openedAt &&
      !isTold(one),
  );
  return [
    ...large.map(({ startedAt }, index) => storyOf(`large ${index}`, startedAt, LARGE[index]!)),
    ...ordinary.map(ordinaryStory),
    storyOf("open", openedAt - OPENING.beforeMinutes * MINUTE, OPEN),
  ]
    .filter(({ startedAt }) => startedAt >= from)
    .sort((a, b) => a.startedAt - b.startedAt);
}

const DAY_MS = 86_400_000;

export type ToldWindow = {
  startedAt: number;
  endedAt: number;
  components: readonly string[];
  name: Text;
  scheduled: Text;
  completed: Text | null;
};

/** The past windows of the plan and one that is to come. */
export function windowsOf(plan: Plan, openedAt: number, components: readonly string[]): ToldWindow[] {
  const texts = {
    name: ["데이터 계층 정기 점검", "Regular work on the data layer"] as const,
    scheduled: [
      "저장소를 교체합니다. 점검 중에는 저장된 데이터를 읽을 수 있지만 새 백업은 늦어집니다.",
      "We replace storage. Stored data stays readable; new backups are late.",
    ] as const,
  };
  const completed = ["점검을 마쳤습니다.", "The maintenance is completed."] as const;
  const hour = 3_600_000;
  const coming = (Math.floor(openedAt / DAY_MS) + 4) * DAY_MS + 17 * hour;
  return [
    ...plan.maintenances.map((window) => ({ ...window, ...texts, completed })),
    { startedAt: coming, endedAt: coming + 1.5 * hour, components, ...texts, completed: null },
  ];
}
