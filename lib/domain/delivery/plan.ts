/** What a subscriber may want to hear of. */
export const SUBSCRIPTION_KINDS = ["incidents", "maintenance", "postmortems", "reports"] as const;
export type SubscriptionKind = (typeof SUBSCRIPTION_KINDS)[number];

/** 0 none, 1 minor, 2 major, 3 critical; maintenance and announcements have 0 and pass every floor (`floorApplies`). */
export type ImpactRank = 0 | 1 | 2 | 3;

/** Whom one event reaches: worked out once, stored with the fan-out, and applied to the subscribers by one statement. */
export type FanOutPlan = {
  kind: SubscriptionKind;
  /** Every public component that the incident touches or touched, and their groups; both empty: no component at all. */
  componentIds: string[];
  groupIds: string[];
  /** Those that this update added: their subscribers hear of it for the first time. */
  addedComponentIds: string[];
  addedGroupIds: string[];
  impact: ImpactRank;
  /** Before this update; who has a floor in between hears of it for the first time. Null: this is the first update. */
  impactBefore: ImpactRank | null;
  floorApplies: boolean;
  /** SMS tells created, resolved and the start of maintenance only; first notices always. */
  tellsSms: boolean;
  /** The last word: readers must get it. */
  isFinal: boolean;
};
