const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const SYLLABLES_PER_LEAD = 588;

/** Each Korean syllable as its first consonant: "데이터" → "ㄷㅇㅌ". */
function leadsOf(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.charCodeAt(0);
      const isSyllable = code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE;
      return isSyllable ? LEADS[Math.floor((code - FIRST_SYLLABLE) / SYLLABLES_PER_LEAD)] : letter;
    })
    .join("");
}

/** 0: begins with it; 1: a word of it does; 2: it lies inside; null: no match. */
function rankOf(query: string, text: string): number | null {
  const at = text.indexOf(query);
  if (at < 0) return null;
  if (at === 0) return 0;
  return text.split(/[\s/·–-]+/).some((part) => part.startsWith(query)) ? 1 : 2;
}

/** What is meant by a few letters, best first: by how names begin, also by Korean first consonants alone. */
export function matching<T>(
  query: string,
  items: readonly T[],
  namesOf: (item: T) => readonly string[],
): T[] {
  const wanted = query.trim().normalize("NFC").toLowerCase();
  if (wanted === "") return [...items];
  return items
    .map((item) => {
      const ranks = namesOf(item).flatMap((name) => {
        const text = name.normalize("NFC").toLowerCase();
        return rankOf(wanted, text) ?? rankOf(wanted, leadsOf(text)) ?? [];
      });
      return { item, rank: ranks.length > 0 ? Math.min(...ranks) : null };
    })
    .filter((one): one is { item: T; rank: number } => one.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
