/**
 * Numbers that look random and are functions of their arguments alone: the same seed tells the same story, whichever
 * part of it is asked for, in whatever order.
 */

/** 32 bits of a text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A fraction in [0, 1) that belongs to the `index`-th event of `key` (the finaliser of MurmurHash3). */
export function fraction(key: number, index: number): number {
  let bits = Math.imul(key ^ Math.imul(index, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** About normal, mean 0, deviation 1, within ±3: the sum of three fractions. */
export const bell = (key: number, index: number): number =>
  2 * (fraction(key, index) + fraction(key ^ 0x5bd1e995, index) + fraction(key ^ 0x27d4eb2f, index) - 1.5);
