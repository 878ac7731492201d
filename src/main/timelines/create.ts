import { randomUUID } from 'node:crypto'
import type { TimelineProgress } from '@shared/contract/timeline-calls'
import type { GenerationId } from '@shared/generation'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { HandlersOf } from '../ipc/handlers'
import type { TimelineDeps } from './ports'
import { Timelines } from './timelines'

/** Creates the timelines for editors. */
export function createTimelines({
  clock,
  emit,
  disposables,
  annotationCommands,
  ...deps
}: Omit<TimelineDeps, 'system' | 'newId' | 'now' | 'onProgress' | 'noteHandedOff'> & {
  readonly clock: Clock
  readonly disposables: Disposables
  readonly emit: (event: 'timelines.progress', progress: TimelineProgress) => void
  readonly annotationCommands: { noteHandedOff(ids: readonly GenerationId[]): void }
}): HandlersOf<'timelines'> {
  const timelines = new Timelines({
    ...deps,
    system: process.platform,
    newId: randomUUID,
    now: () => clock.now(),
    onProgress: (progress) => emit('timelines.progress', progress),
    noteHandedOff: (ids) => annotationCommands.noteHandedOff(ids)
  })
  disposables.add(() => timelines.cancel())
  return {
    'timelines.plan': ({ source, options }) => timelines.plan(source, options),
    'timelines.save': async ({ source, options }) => ({ saved: await timelines.save(source, options) }),
    'timelines.cancel': () => timelines.cancel(),
    'timelines.reveal': ({ id }) => timelines.reveal(id)
  }
}
