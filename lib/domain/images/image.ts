/** What may be uploaded, by content. */
export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/svg+xml"] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

export const MAX_IMAGE_BYTES = 512 * 1024;
/** The same in words, for refusals. */
export const MAX_IMAGE_TEXT = `${MAX_IMAGE_BYTES / 1024} KiB`;

export const isImageType = (type: string | undefined): type is ImageType =>
  IMAGE_TYPES.includes(type as ImageType);
