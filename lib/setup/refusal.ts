/** Something that an operator can put right. The message is one or more whole sentences and is shown without a stack. */
export class Refusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "Refusal";
  }
}

const BY_CODE: Record<string, string> = {
  ENOSPC: "the disk is full; free some space",
  EDQUOT: "the disk quota is used up; free some space",
  EROFS: "the file system is read-only",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  ENOTDIR: "a part of that path is a file",
  EEXIST: "a file is in its place",
  EISDIR: "it is a folder",
  ENOENT: "it does not exist and cannot be made",
};

/** Turns an error of the file system into a sentence about `path`; anything else is thrown on as it is. */
export function explainPath(
  path: string,
  error: unknown,
  advice = "set DATA_DIR to a folder that can be written",
): never {
  const why = BY_CODE[(error as NodeJS.ErrnoException).code ?? ""];
  if (!why) throw error;
  throw new Refusal(`${path} cannot be used: ${why}${why.includes(";") ? "" : `; ${advice}`}.`, {
    cause: error,
  });
}
