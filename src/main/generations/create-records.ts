import type { Model } from '@shared/catalogue/model'
import type { GenerationView, VideoId } from '@shared/generation'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import { goesByItself, type Generation } from './domain/generation'
import type { GenerationStore } from './domain/ports'
import { Records } from './domain/records'
import { toGenerationView, type ClipPictures } from './domain/view'
import type { SendingGate } from './engine/gate'

/** Creates the records of generations, and the view of them that the window is sent. */
export function createRecords(deps: {
  readonly store: GenerationStore
  readonly gate: SendingGate
  readonly pictures: { of(id: VideoId, sha256: string | null): ClipPictures }
  readonly findModel: (id: string) => Model | undefined
  readonly clock: Clock
  readonly logger: Logger
  readonly emit: (event: 'generation.changed', payload: GenerationView) => void
  readonly onChange: () => void
}): {
  readonly records: Records
  readonly view: (generation: Generation) => GenerationView
  /** Sends a changed generation to the window. */
  readonly announce: (generation: Generation) => void
  /** Returns the requests that will be sent without the user. */
  readonly waitingRequests: () => readonly GenerationRequest[]
} {
  const { store, gate, pictures, findModel, clock, emit, onChange } = deps
  const view = (generation: Generation): GenerationView =>
    toGenerationView(generation, {
      waitingFor: gate.waitingFor(generation),
      picturesOf: (id, sha256) => pictures.of(id, sha256),
      findModel
    })
  const announce = (generation: Generation): void => {
    // What ends later, such as a picture of it, must not show it again.
    if (store.isErased(generation.createdAtUs)) return
    emit('generation.changed', view(generation))
    onChange()
  }
  const records = new Records({ store, clock, logger: deps.logger.child('generations'), announce })
  const waitingRequests = (): readonly GenerationRequest[] =>
    store
      .inStates('queued')
      .filter(goesByItself)
      .map(({ request }) => request)
  return { records, view, announce, waitingRequests }
}
