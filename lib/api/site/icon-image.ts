import type { State } from "#lib/domain/status/state.ts";
import { SHAPES } from "./icon-shapes.ts";

const SIZE = 32;
/** Samples per pixel and direction: soft edges. */
const SUB = 4;
/** The grid of 16 with a margin of one on every side. */
const GRID = 18;
const DIRECTORY_BYTES = 22;
const HEADER_BYTES = 40;

/** Share of colour and of white in one pixel. */
function pixel(state: State, column: number, row: number): { ink: number; paper: number } {
  const shares = { ink: 0, paper: 0 };
  for (let sample = 0; sample < SUB * SUB; sample++) {
    const x = column + ((sample % SUB) + 0.5) / SUB;
    const y = row + (Math.floor(sample / SUB) + 0.5) / SUB;
    const layer = SHAPES[state]((x / SIZE) * GRID - 1, (y / SIZE) * GRID - 1);
    if (layer) shares[layer] += 1 / (SUB * SUB);
  }
  return shares;
}

/** A state's shape as a Windows icon of one 32 × 32 image: headers, rows from below in BGRA, an empty mask. */
export function iconImage(state: State, colour: string): Uint8Array<ArrayBuffer> {
  const imageBytes = HEADER_BYTES + SIZE * SIZE * 4 + (SIZE * SIZE) / 8;
  const bytes = new Uint8Array(DIRECTORY_BYTES + imageBytes);
  writeHeaders(bytes, imageBytes);
  const rgb = [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
  for (let index = 0; index < SIZE * SIZE; index++) {
    const { ink, paper } = pixel(state, index % SIZE, SIZE - 1 - Math.floor(index / SIZE));
    const alpha = ink + paper;
    const [red = 0, green = 0, blue = 0] = rgb.map((channel) =>
      alpha ? (channel * ink + 255 * paper) / alpha : 0,
    );
    bytes.set([blue, green, red, alpha * 255], DIRECTORY_BYTES + HEADER_BYTES + index * 4);
  }
  return bytes;
}

function writeHeaders(bytes: Uint8Array<ArrayBuffer>, imageBytes: number) {
  const view = new DataView(bytes.buffer);
  const word = (at: number, value: number) => view.setUint16(at, value, true);
  const long = (at: number, value: number) => view.setUint32(at, value, true);
  // The directory: an icon file with one entry.
  word(2, 1);
  word(4, 1);
  bytes.set([SIZE, SIZE], 6);
  word(10, 1);
  word(12, 32);
  long(14, imageBytes);
  long(18, DIRECTORY_BYTES);
  // The bitmap: its height counts twice, once for the mask.
  long(DIRECTORY_BYTES, HEADER_BYTES);
  long(DIRECTORY_BYTES + 4, SIZE);
  long(DIRECTORY_BYTES + 8, SIZE * 2);
  word(DIRECTORY_BYTES + 12, 1);
  word(DIRECTORY_BYTES + 14, 32);
}
