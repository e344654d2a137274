import type { CSSProperties } from "react";
import type { State } from "#lib/domain/status/state.ts";

/** Colours of the public page (a test compares them with its stylesheet), as mails write them: in every element. */
export const LIGHT = {
  page: "#f7f8fa",
  surface: "#ffffff",
  ink: "#1a1f26",
  muted: "#565f6b",
  line: "#dfe3e9",
  link: "#1f55a8",
} as const;
export const DARK = {
  page: "#0f1318",
  surface: "#161b22",
  ink: "#e8ebf0",
  muted: "#a0a9b5",
  line: "#2b323c",
  link: "#8ab4f8",
} as const;

type Tone = { text: string; tint: string };
export const TONES: Record<State, { light: Tone; dark: Tone }> = {
  operational: { light: { text: "#176b3f", tint: "#e6f4ec" }, dark: { text: "#5fd198", tint: "#12281d" } },
  degraded_performance: {
    light: { text: "#7a5200", tint: "#fcf2da" },
    dark: { text: "#f0be52", tint: "#2c2410" },
  },
  partial_outage: { light: { text: "#a3400a", tint: "#fdeee3" }, dark: { text: "#f79a5b", tint: "#2f1d10" } },
  major_outage: { light: { text: "#b3221c", tint: "#fdebea" }, dark: { text: "#ff8f87", tint: "#331716" } },
  under_maintenance: {
    light: { text: "#2855b0", tint: "#e9f0fc" },
    dark: { text: "#8fb4ff", tint: "#16233d" },
  },
  unknown: { light: { text: "#565f6b", tint: "#eef0f3" }, dark: { text: "#a0a9b5", tint: "#20262e" } },
};

const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', sans-serif";

export const WIDTH_PX = 600;

export const styles = {
  body: { backgroundColor: LIGHT.page, margin: 0, padding: 0, fontFamily: FONT, color: LIGHT.ink },
  preheader: {
    display: "none",
    overflow: "hidden",
    lineHeight: "1px",
    maxHeight: 0,
    maxWidth: 0,
    opacity: 0,
  },
  container: {
    width: "100%",
    maxWidth: WIDTH_PX,
    padding: "24px 12px 32px",
    wordBreak: "keep-all",
    overflowWrap: "break-word",
  },
  site: { padding: "0 4px 12px", fontSize: 14, lineHeight: "22px", fontWeight: 600 },
  siteLink: { color: LIGHT.muted, textDecoration: "none" },
  card: {
    backgroundColor: LIGHT.surface,
    border: `1px solid ${LIGHT.line}`,
    borderRadius: 8,
    borderCollapse: "separate",
  },
  band: { padding: "12px 24px", fontSize: 15, lineHeight: "22px", fontWeight: 600 },
  inside: { padding: "24px" },
  title: { margin: "0 0 8px", fontSize: 22, lineHeight: "30px", fontWeight: 700, color: LIGHT.ink },
  lead: { margin: "0 0 16px", fontSize: 16, lineHeight: "25px", color: LIGHT.ink },
  facts: { margin: "0 0 20px", borderCollapse: "collapse" },
  factLabel: {
    padding: "3px 16px 3px 0",
    fontSize: 14,
    lineHeight: "22px",
    color: LIGHT.muted,
    verticalAlign: "top",
    whiteSpace: "nowrap",
  },
  factValue: { padding: "3px 0", fontSize: 14, lineHeight: "22px", color: LIGHT.ink, verticalAlign: "top" },
  saying: { margin: "0 0 4px", padding: "20px 0 0", borderTop: `1px solid ${LIGHT.line}` },
  head: { margin: "0 0 4px", fontSize: 13, lineHeight: "20px", color: LIGHT.muted },
  buttonLine: { padding: "4px 0 0" },
  button: {
    backgroundColor: LIGHT.link,
    color: "#ffffff",
    fontSize: 15,
    lineHeight: "20px",
    fontWeight: 600,
    padding: "12px 20px",
    borderRadius: 8,
    textDecoration: "none",
  },
  earlier: { margin: "24px 0 0", padding: "20px 0 0", borderTop: `1px solid ${LIGHT.line}` },
  earlierLabel: { margin: "0 0 12px", fontSize: 14, lineHeight: "22px", fontWeight: 600, color: LIGHT.ink },
  earlierItem: { margin: "0 0 12px" },
  earlierText: { fontSize: 14, lineHeight: "22px", color: LIGHT.ink },
  entry: { margin: "0 0 20px", padding: "16px 0 0", borderTop: `1px solid ${LIGHT.line}` },
  entryLabel: { fontSize: 14, lineHeight: "22px", fontWeight: 600 },
  entryTitle: { margin: "0 0 4px", fontSize: 17, lineHeight: "26px", fontWeight: 600 },
  entryLink: { color: LIGHT.link, textDecoration: "none" },
  entryLine: { fontSize: 14, lineHeight: "22px", color: LIGHT.muted },
  entryText: { margin: "6px 0 0", fontSize: 15, lineHeight: "24px", color: LIGHT.ink },
  foot: { padding: "20px 4px 0" },
  footText: { margin: "0 0 6px", fontSize: 13, lineHeight: "20px", color: LIGHT.muted },
  footLink: { color: LIGHT.muted, textDecoration: "underline" },
} satisfies Record<string, CSSProperties>;

/** On phones a fact stands below its label. */
export const NARROW =
  ".fact{display:block!important;padding:0!important}.fact.muted{padding-top:8px!important}";

/** Colours by night, for programs that ask: each element has a class of the part that it plays. */
export const NIGHT = [
  `.page,.page>table>tbody>tr>td{background-color:${DARK.page}!important}`,
  `.surface{background-color:${DARK.surface}!important;border-color:${DARK.line}!important}`,
  `.ink,.said,.said *{color:${DARK.ink}!important}`,
  `.link{color:${DARK.link}!important}`,
  `.muted{color:${DARK.muted}!important}`,
  `.line{border-color:${DARK.line}!important}`,
  `.button{background-color:${DARK.link}!important;color:${DARK.page}!important}`,
  `.button span{color:${DARK.page}!important}`,
  `.said a{color:${DARK.link}!important}`,
  `.said code,.said pre{background-color:${DARK.page}!important}`,
  ...Object.entries(TONES).map(
    ([state, { dark }]) =>
      `.t-${state}{color:${dark.text}!important}.g-${state}{background-color:${dark.tint}!important}`,
  ),
].join("");
