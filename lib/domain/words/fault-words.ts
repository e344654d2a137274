import type { Fault } from "../errors.ts";
import type { Language } from "../language.ts";
import { FAULT_WORDS } from "./faults.ts";
import { FAULT_WORDS_OF_INCIDENTS, FAULT_WORDS_OF_SCHEMAS } from "./faults-of-incidents.ts";
import { FAULT_WORDS_OF_MAINTENANCE } from "./faults-of-maintenance.ts";
import { FAULT_WORDS_OF_OPENSLO } from "./faults-of-openslo.ts";
import { FAULT_WORDS_OF_SLOS } from "./faults-of-slos.ts";
import { FAULT_WORDS_OF_SUBSCRIBERS } from "./faults-of-subscribers.ts";

type Sentence = { form: RegExp; ko: string };

/** "at most {n} links" → /^at most (?<n>[\s\S]+) links$/. Slots hold a line of any length, so each sentence is matched whole. */
function sentence([en, ko]: readonly [string, string]): Sentence {
  const form = en.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>[\\s\\S]{1,300}?)");
  return { form: new RegExp(`^${form}$`), ko };
}

const SENTENCES = [
  ...FAULT_WORDS_OF_MAINTENANCE,
  ...FAULT_WORDS,
  ...FAULT_WORDS_OF_INCIDENTS,
  ...FAULT_WORDS_OF_SCHEMAS,
  ...FAULT_WORDS_OF_SUBSCRIBERS,
  ...FAULT_WORDS_OF_SLOS,
  ...FAULT_WORDS_OF_OPENSLO,
].map(sentence);

/** Names of the API that stand in sentences, as the screens call them. */
const NAMES: Record<string, string> = {
  investigating: "조사 중",
  identified: "원인 확인",
  monitoring: "모니터링 중",
  resolved: "해결됨",
  postmortem: "사후 분석",
  scheduled: "예정",
  in_progress: "진행 중",
  verifying: "확인 중",
  completed: "완료",
  cancelled: "취소됨",
  draft: "초안",
  closed: "닫힘",
  open: "열림",
  overlap: "겹침",
  past: "지난 시각",
  empty: "빈 파일",
  "no picture that is known here": "알 수 없는 형식",
};

const named = (value: string): string =>
  value
    .split(", ")
    .map((part) => (Object.hasOwn(NAMES, part) ? NAMES[part] : part))
    .join(", ");

/** A refusal's sentence in Korean; null for one that has no translation. */
export function faultInKorean(message: string): string | null {
  for (const { form, ko } of SENTENCES) {
    const match = form.exec(message);
    if (match) return ko.replace(/\{(\w+)\}/g, (slot, name: string) => named(match.groups?.[name] ?? slot));
  }
  return null;
}

type Refusal = { message: string; faults: Fault[] };

/** A refusal as a person reads it: in their language where it has words, else in English. Paths stay as they are. */
export function refusalIn(language: Language, { message, faults }: Refusal): Refusal {
  if (language !== "ko") return { message, faults };
  const told = (text: string) => faultInKorean(text) ?? text;
  return {
    message: told(message),
    faults: faults.map((fault) => ({ ...fault, message: told(fault.message) })),
  };
}
