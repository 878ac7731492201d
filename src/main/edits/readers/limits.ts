/** Limits on untrusted project files: far above real projects, far below what holds up a computer. */
export const limits = {
  /** Of a file that is read as it is. */
  fileBytes: 256 * 2 ** 20,
  /** Of what is unpacked from a compressed file. */
  unpackedBytes: 512 * 2 ** 20,
  /** Of JSON, which is parsed as a whole. */
  jsonBytes: 64 * 2 ** 20,
  depth: 256,
  elements: 5_000_000,
  /** Elements that are kept in memory. */
  nodes: 1_000_000,
  attributes: 200,
  /** Characters of one text; longer ones are pictures or effects, and left out. */
  textLength: 32_768,
  zipEntries: 20_000,
  /** Files that a project names. */
  media: 50_000,
  /** Paths of one file, and characters of one path: the main process looks all of them up. */
  paths: 16,
  pathLength: 4096,
  /** Characters of all paths. */
  pathCharacters: 32 * 2 ** 20
} as const

/**
 * `unknown`: no project of an editor. `damaged`: not well formed. `too_large`: above one of the limits. `unsafe`: it
 * defines entities, which can make a small file huge or name other files.
 */
export type UnreadableReason = 'unknown' | 'damaged' | 'too_large' | 'unsafe'

/** A project file that cannot be read. */
export class UnreadableEdit extends Error {
  constructor(
    readonly reason: UnreadableReason,
    detail = ''
  ) {
    super(`${reason}: ${detail}`)
    this.name = 'UnreadableEdit'
  }
}
