import { appendFile, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { GenerationId } from '@shared/generation'
import { crashPoint } from '../crash-points'
import type { Logger } from '../logging/logger'

/** What changed about a clip after its file was finished; the file itself is never touched again. */
export const JournalEntry = z.discriminatedUnion('kind', [
  z.object({ version: z.literal(1), atMs: z.int(), kind: z.literal('deleted'), generationId: GenerationId }),
  z.object({ version: z.literal(1), atMs: z.int(), kind: z.literal('restored'), generationId: GenerationId }),
  z.object({
    version: z.literal(1),
    atMs: z.int(),
    kind: z.literal('charged'),
    generationId: GenerationId,
    microdollars: z.int()
  })
])
export type JournalEntry = z.infer<typeof JournalEntry>

/**
 * The append-only journal in the library folder. Together with the packets in the clips it gives the
 * database back; the database stays the truth while it exists, so a failed line is logged and no more.
 */
export class Journal {
  #writing: Promise<void> = Promise.resolve()

  constructor(
    private readonly needs: {
      readonly path: () => string
      /** False while another Dailies writes the folder. */
      readonly mayWrite: () => boolean
      readonly logger: Logger
    }
  ) {}

  append(entry: JournalEntry): void {
    if (!this.needs.mayWrite()) return this.needs.logger.warn('The journal belongs to another Dailies now')
    const path = this.needs.path()
    this.#writing = this.#writing
      .then(() => appendFile(path, `${JSON.stringify(entry)}\n`, { flush: true }))
      .then(() => {
        crashPoint('journal.appended')
      })
      .catch((error: unknown) => this.needs.logger.warn('The journal took no line', error))
  }

  /** Every entry that can be read, oldest first; a torn last line is passed over. */
  async read(): Promise<readonly JournalEntry[]> {
    await this.#writing
    const text = await readFile(this.needs.path(), 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
      throw error
    })
    return text.split('\n').flatMap((line) => {
      const entry = JournalEntry.safeParse(parseLine(line))
      return entry.success ? [entry.data] : []
    })
  }

  /** Waits until every line is on disk. */
  async flush(): Promise<void> {
    await this.#writing
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
