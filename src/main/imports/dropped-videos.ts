import { ProblemError } from '@shared/problem'
import type { DropTarget } from '../drops/drops'
import type { ImportOutcome } from './importer'

/** Returns what imports dropped videos; one of the library is shown. */
export const takesDropped =
  (take: (path: string) => Promise<ImportOutcome>): DropTarget['take'] =>
  async ({ name, path }) => {
    try {
      const outcome = await take(path)
      return { kind: 'clip', id: outcome.id, message: wordsFor(name, outcome) }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      const { problem } = error
      throw new ProblemError(
        { ...problem, message: `“${name}” wasn’t imported. ${problem.message}` },
        { cause: error }
      )
    }
  }

function wordsFor(name: string, outcome: ImportOutcome): string {
  switch (outcome.kind) {
    case 'imported':
      return `“${name}” was imported.`
    case 'adopted':
      return `“${name}” was added with its prompt and settings.`
    case 'known':
      if (outcome.isInTrash) return `“${name}” is in the trash.`
      return outcome.isMissing
        ? `“${name}” is in your library, but its file is missing. Locate it.`
        : `“${name}” is in your library.`
  }
}
