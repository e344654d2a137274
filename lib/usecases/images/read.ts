import { type ImageContent, readShownImage } from "#lib/data/page/images.ts";

/** The uploaded image that a page shows under this id, with the type that was found at its upload; null for any other. */
export const readImage = (id: string): Promise<ImageContent | null> => readShownImage(id);
