/** What is wrong with a definition of an SLO or its text, and what should be known of it; as in faults.ts. */
export const FAULT_WORDS_OF_OPENSLO: readonly (readonly [en: string, ko: string])[] = [
  [
    "a duration such as 5m, 1h or 30d (m is a minute, M a month)",
    "5m, 1h, 30d처럼 기간을 쓰세요(m은 분, M은 달입니다)",
  ],
  [
    "we fire above the threshold, not at it: gte is read as gt",
    "기준을 넘을 때 울리고 같을 때는 울리지 않습니다. gte를 gt로 읽었습니다",
  ],
  ["a budget that burns slowly is no alert: gt", "예산이 느리게 줄어드는 것은 알림이 아닙니다. gt를 쓰세요"],
  ["must be a number", "숫자여야 합니다"],
  [
    "not read: a short window beside the long one decides when an alert fires",
    "읽지 않았습니다. 긴 구간 옆의 짧은 구간이 울릴 때를 정합니다",
  ],
  ["exactly one condition", "조건은 하나여야 합니다"],
  ["no AlertCondition is called {name} in this document", "이 문서에 {name}이라는 AlertCondition이 없습니다"],
  ["no AlertPolicy is called {name} in this document", "이 문서에 {name}이라는 AlertPolicy가 없습니다"],
  [
    "not read: silence is no data, never a violation; a source that is away is told elsewhere",
    "읽지 않았습니다. 데이터가 없는 것은 위반이 아니며, 끊긴 소스는 따로 알려 드립니다",
  ],
  ['"{text}" is no rule: {forms}', '"{text}"은(는) 규칙이 아닙니다. 쓸 수 있는 꼴: {forms}'],
  [
    "we do not read {source} from OpenSLO v1alpha: prometheus",
    "OpenSLO v1alpha의 {source}는 읽지 않습니다. prometheus만 읽습니다",
  ],
  [
    "where prometheus is, v1alpha cannot say: add a DataSource (openslo/v1) of this name with connectionDetails.url",
    "v1alpha에는 Prometheus의 주소가 없습니다. 같은 이름의 DataSource(openslo/v1)에 connectionDetails.url을 써 주세요",
  ],
  ["either indicator or indicatorRef", "indicator와 indicatorRef 가운데 하나만 쓰세요"],
  ["must be a mapping", "키와 값의 묶음이어야 합니다"],
  ["unknown annotation of ours", "없는 t-developer.com 애너테이션입니다"],
  [
    "a DNS label: at most 63 lowercase letters, digits and dashes",
    "영문 소문자, 숫자, 붙임표로 된 63자 이하의 이름이어야 합니다",
  ],
  ["needs either target or targetPercent", "target과 targetPercent 가운데 하나가 필요합니다"],
  [
    "a share of 1, such as 0.999; percent is targetPercent",
    "0.999처럼 1 이하의 비율이어야 합니다. 백분율은 targetPercent에 씁니다",
  ],
  [
    "≤ is not <: at exactly the threshold it is missed here, so say lt",
    "≤는 <와 다릅니다. 기준과 같으면 미달이므로 lt를 쓰세요",
  ],
  ["latencies are good below a threshold: lt", "응답 시간은 기준보다 작아야 좋습니다. lt를 쓰세요"],
  ["a number above 0, such as 0.1", "0.1처럼 0보다 큰 수를 쓰세요"],
  ["windows have five minutes here: 5m", "구간은 5분입니다. 5m을 쓰세요"],
  [
    "of latencies a percentile: 0.5, 0.95 or 0.99",
    "응답 시간에는 백분위수 0.5, 0.95, 0.99 가운데 하나를 쓰세요",
  ],
  [
    "another objective has this key: only parts of a composite share one",
    "다른 목표가 이 키를 씁니다. 복합 목표의 부분만 키를 함께 씁니다",
  ],
  ["parts of one objective have one target", "한 목표의 부분은 목표값이 같아야 합니다"],
  [
    "a threshold is judged by windows here: budgetingMethod Timeslices with timeSliceTarget 0.95 for a P95",
    "기준값은 구간으로 판정합니다. P95라면 budgetingMethod: Timeslices와 timeSliceTarget: 0.95를 쓰세요",
  ],
  ["no alert policy of this SLO is called {name}", "이 SLO에 {name}이라는 알림 정책이 없습니다"],
  [
    "a mean of ratios hides busy windows behind quiet ones: Occurrences or Timeslices",
    "비율의 평균은 붐비는 구간을 한산한 구간 뒤에 숨깁니다. Occurrences나 Timeslices를 쓰세요",
  ],
  ["{keys} keys for {n} objectives", "키는 {keys}개, 목표는 {n}개입니다"],
  [
    "the indicator stands either at the SLO or at each objective",
    "지표는 SLO나 각 목표 가운데 한 곳에만 씁니다",
  ],
  [
    "an indicator is missing: indicator or indicatorRef",
    "지표가 없습니다. indicator나 indicatorRef를 쓰세요",
  ],
  ["not read: every objective is judged by itself", "읽지 않았습니다. 목표마다 따로 판정합니다"],
  ["needs good or bad beside total", "total과 함께 good이나 bad가 필요합니다"],
  ["must come from the same source as total: {source}", "total과 같은 소스여야 합니다: {source}"],
  ["needs either thresholdMetric or ratioMetric", "thresholdMetric과 ratioMetric 가운데 하나가 필요합니다"],
  [
    "a ratio of failures says nothing of how many: count good (or bad) and total",
    "실패 비율만으로는 몇 건인지 알 수 없습니다. good(또는 bad)과 total을 세어 주세요",
  ],
  [
    "calendar windows are months here: 1M (m is a minute), or a rolling window",
    "달력 구간은 한 달(1M)입니다. m은 분입니다. 아니면 이동 구간을 쓰세요",
  ],
  ["exactly one window", "구간은 하나여야 합니다"],
  [
    '"{text}" is no response: "critical: emergency_scaling"',
    '"{text}"은(는) 대응이 아닙니다. "critical: emergency_scaling"처럼 쓰세요',
  ],
  ["no such objective (there are: {names})", "없는 목표입니다(있는 것: {names})"],
  [
    "must be an object with apiVersion, kind, metadata and spec",
    "apiVersion, kind, metadata, spec이 있는 객체여야 합니다",
  ],
  ["another {noun} of this document has this name", "이 문서의 다른 {noun}이(가) 같은 이름을 씁니다"],
  ["must be a list", "목록이어야 합니다"],
  ["must be a single value", "값 하나여야 합니다"],
  ["unknown field (known: {names})", "없는 필드입니다(쓸 수 있는 것: {names})"],
  [
    "anchors with aliases (*name) are not read: write the value out",
    "별칭(*name)은 읽지 않습니다. 값을 그대로 쓰세요",
  ],
  ["no such component: {name}", "없는 구성 요소입니다: {name}"],
  ["no such tier: {name} (there are: {names})", "없는 티어입니다: {name} (있는 것: {names})"],
  [
    "100 % leaves no budget: 100 − 100 = 0, and every burn rate would divide by it. Take less, or zero_tolerance",
    "100 %에는 예산이 없습니다: 100 − 100 = 0이라 소진율을 나눌 수 없습니다. 더 낮추거나 zero_tolerance를 쓰세요",
  ],
  [
    "1 to 63 letters, digits, dots, dashes or underscores, such as SLO-001",
    "SLO-001처럼 영문, 숫자, 점, 붙임표, 밑줄로 1자에서 63자까지입니다",
  ],
  [
    "zero tolerance has no budget and no windows: only first_bad says anything of it",
    "무관용에는 예산도 구간도 없습니다. first_bad만 쓸 수 있습니다",
  ],
  [
    "first_bad is for zero tolerance: other objectives have a budget",
    "first_bad는 무관용 목표에만 씁니다. 다른 목표에는 예산이 있습니다",
  ],
  [
    "nearing looks at a percentile: only latency objectives have one",
    "nearing은 백분위수를 봅니다. 응답 시간 목표에만 씁니다",
  ],
  [
    "window looks at the share of bad events: only ratio and composite objectives have one",
    "window는 나쁜 이벤트의 비율을 봅니다. 비율과 복합 목표에만 씁니다",
  ],
  [
    "availability is judged in time, not in windows: use burn or lasting",
    "가용성은 구간이 아니라 시간으로 판정합니다. burn이나 lasting을 쓰세요",
  ],
  [
    "{wanted} ms lies between our boundaries {low} and {high} ms: a percentile between them counts as too slow",
    "{wanted} ms는 경계 {low} ms와 {high} ms 사이입니다. 그 사이의 백분위수는 느린 것으로 셉니다",
  ],
  [
    "{below} % is above the target of {target} %: it fires while the objective is met",
    "{below} %는 목표 {target} %보다 높습니다. 목표를 지켜도 울립니다",
  ],
  [
    "the type is missing, and no DataSource is called {name}",
    "종류가 없고, {name}이라는 DataSource도 없습니다",
  ],
  [
    "we do not read {type}: {kinds} (with measurements figures are sent to us)",
    "{type}은(는) 읽지 않습니다. 쓸 수 있는 것: {kinds} (measurements는 수치를 보내 주는 방식입니다)",
  ],
  ["a ratio needs the attributes of good", "비율에는 good의 속성이 필요합니다"],
  ["a ratio needs the query of {part}", "비율에는 {part} 쿼리가 필요합니다"],
  ["a ratio needs the metric of {part}", "비율에는 {part} 지표가 필요합니다"],
  ["latencies need {part}", "응답 시간에는 {part}이(가) 필요합니다"],
  ["needs either folder or bucket", "folder와 bucket 가운데 하나가 필요합니다"],
  ["measures another kind", "다른 종류를 재는 소스입니다"],
  ["has no latencies", "응답 시간이 없는 소스입니다"],
  ["another SLI has this key", "다른 SLI가 이 키를 씁니다"],
  ["the archived SLI of this key is of another kind", "보관된 같은 키의 SLI는 종류가 다릅니다"],
  [
    "1 to 63 letters, digits, dots, dashes or underscores, such as api-requests",
    "api-requests처럼 영문, 숫자, 점, 붙임표, 밑줄로 1자에서 63자까지입니다",
  ],
  [
    "This SLI was changed since you read it (revision {theirs}, yours {yours})",
    "읽은 뒤에 다른 사람이 바꾸었습니다(지금 {theirs}판, 내 화면 {yours}판)",
  ],
  [
    "This SLI is judged by {names}. Change them first",
    "이 SLI를 보는 SLO가 있습니다: {names}. 먼저 그 SLO를 바꾸세요",
  ],
  [
    "the figures of this SLI are of the kind {kind}: others need another name",
    "이 SLI의 수치는 {kind}입니다. 다른 종류의 수치에는 다른 이름이 필요합니다",
  ],
  ["{what} is missing", "{what}이(가) 없습니다"],
];
