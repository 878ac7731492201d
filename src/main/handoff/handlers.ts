import { mostCopiesNamed, type CopyReport } from '@shared/contract/file-calls'
import type { GenerationId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { clipLink } from '@shared/scheme'
import type { GenerationQueries } from '../generations/queries'
import type { HandlersOf, MessageHandlersOf } from '../ipc/handlers'
import type { Copies, CopyOutcome } from './copies'
import type { Handoff } from './handoff'

export function handoffHandlers(deps: {
  readonly handoff: Handoff
  readonly copies: Copies
  readonly queries: Pick<GenerationQueries, 'get' | 'detail' | 'ofVideo' | 'report'>
  /** Notes that clips were handed to another program, without delaying that. */
  readonly noteHandedOff: (ids: readonly GenerationId[]) => void
  readonly onDragRefused: (problem: Problem) => void
}): {
  readonly handoffHandlers: HandlersOf<'handoff'>
  readonly handoffMessages: MessageHandlersOf<'handoff'>
} {
  const { handoff, copies, queries, noteHandedOff, onDragRefused } = deps
  let lastCopy: string | undefined
  return {
    handoffHandlers: {
      'handoff.copyFiles': async ({ ids }) => {
        const copied = await handoff.copyFiles(ids)
        noteHandedOff(ids)
        return { copied }
      },
      'handoff.saveCopies': async ({ ids }) => {
        const outcome = await copies.save(ids)
        lastCopy = outcome.saved[0] ?? lastCopy
        return reportOf(outcome)
      },
      'handoff.cancelCopies': () => copies.cancel(),
      'handoff.revealCopies': () => {
        if (lastCopy !== undefined) handoff.revealPath(lastCopy)
      },
      'handoff.copyPath': async ({ ids }) => {
        await handoff.copyPath(ids)
        noteHandedOff(ids)
      },
      'handoff.copyPrompt': ({ id }) => handoff.copyText(queries.get(id).request.prompt),
      'handoff.copyEnhancedPrompt': ({ id }) =>
        handoff.copyText(queries.detail(id).enhancedPrompt ?? queries.get(id).request.prompt),
      'handoff.copyLink': ({ id }) => handoff.copyText(clipLink(queries.get(id).id)),
      'handoff.copyRequest': ({ id }) => handoff.copyText(JSON.stringify(queries.get(id).request, null, 2)),
      'handoff.copyReport': ({ id }) => handoff.copyText(queries.report(id)),
      'handoff.reveal': ({ id }) => handoff.reveal(queries.ofVideo(id).id, id)
    },
    handoffMessages: {
      'handoff.drag': ({ ids }) => {
        try {
          handoff.dragSync(ids)
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error
          return onDragRefused(error.problem)
        }
        noteHandedOff(ids)
      }
    }
  }
}

const reportOf = ({ saved, left, isCancelled }: CopyOutcome): CopyReport => ({
  saved: saved.length,
  left: left.length,
  leftNames: left.slice(0, mostCopiesNamed).map((one) => ({ ...one })),
  isCancelled
})
