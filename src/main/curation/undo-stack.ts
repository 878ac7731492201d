import { setImmediate as turn } from 'node:timers/promises'
import type { GenerationId } from '@shared/generation'
import {
  mostSelectedAgain,
  stepName,
  type StepId,
  type StepOutcome,
  type UndoState
} from '@shared/library/undo'
import type { Fields, Step, StepChange, StepStore, Subject } from './ports'

/** Change of a subject's fields, from what the step set to what was there before, or back. */
export interface Reversal {
  readonly id: string
  readonly from: Fields
  readonly to: Fields
}

/** `unsent`: how many requests are in the queue again. `restored`: what came back from the trash. */
export interface Reversed {
  readonly changed: number
  readonly left: number
  readonly unsent?: number
  readonly restored?: readonly GenerationId[]
}

/** What an undo acts on. */
export interface UndoSubject {
  /** Sets the fields that still are as in `from`. Returns how many subjects changed, and how many could not as a whole. */
  apply(reversals: readonly Reversal[]): Reversed
}

type Direction = 'undo' | 'redo'

/** Changes of one part: other work runs between parts. */
const changesAtOnce = 500

/** Takes back and repeats steps, the latest first. Steps are in the database, so they survive a restart. */
export class UndoStack {
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly deps: {
      readonly steps: StepStore
      readonly subjects: Readonly<Record<Subject, UndoSubject>>
      readonly onChange: () => void
    }
  ) {}

  state(): UndoState {
    const { steps } = this.deps
    return { undo: nameOf(steps.toUndo()), redo: nameOf(steps.toRedo()) }
  }

  /** Takes back a step, or the latest one. What somebody changed since stays as it is. */
  undo(id?: StepId): Promise<StepOutcome> {
    return this.#afterwards('undo', id)
  }

  redo(): Promise<StepOutcome> {
    return this.#afterwards('redo')
  }

  /** One at a time: a second press acts on the step before. */
  #afterwards(direction: Direction, id?: StepId): Promise<StepOutcome> {
    const done = this.#last.then(() => this.#run(direction, id))
    this.#last = done.catch(() => undefined)
    return done
  }

  async #run(direction: Direction, id?: StepId): Promise<StepOutcome> {
    const { steps, onChange } = this.deps
    const latest = direction === 'undo' ? steps.toUndo() : steps.toRedo()
    const step = id === undefined ? latest : steps.find(id)
    const total = { changed: 0, left: 0, unsent: 0 }
    const restored: GenerationId[] = []
    if (!step) return { name: null, ...total, restored }
    // First: what is done between the parts drops every step that can be redone.
    if (direction === 'redo') steps.setUndone(step.id, false)
    const count = steps.countChanges(step.id)
    for (let done = 0; done < count; done += changesAtOnce) {
      if (done > 0) await turn()
      const size = Math.min(changesAtOnce, count - done)
      const from = direction === 'undo' ? count - done - size : done
      const part = this.#apply(steps.changes(step.id, from, size), direction)
      total.changed += part.changed
      total.left += part.left
      total.unsent += part.unsent
      restored.push(...part.restored)
    }
    if (direction === 'undo') steps.setUndone(step.id, true)
    onChange()
    return { name: nameOf(step), ...total, restored: restored.length > mostSelectedAgain ? [] : restored }
  }

  #apply(changes: readonly StepChange[], direction: Direction): Required<Reversed> {
    const total = { changed: 0, left: 0, unsent: 0 }
    const all: GenerationId[] = []
    // Items first, which clips refer to.
    const inOrder = direction === 'undo' ? changes.toReversed() : changes
    for (const subject of ['item', 'clip', 'trash', 'edit'] as const) {
      const ofSubject = inOrder.filter((change) => change.subject === subject)
      if (ofSubject.length === 0) continue
      const {
        changed,
        left,
        unsent = 0,
        restored = []
      } = this.deps.subjects[subject].apply(
        ofSubject.map(({ id, before, after }) =>
          direction === 'undo' ? { id, from: after, to: before } : { id, from: before, to: after }
        )
      )
      total.changed += changed
      total.left += left
      total.unsent += unsent
      all.push(...restored)
    }
    return { ...total, restored: all }
  }
}

const nameOf = (step: Step | null): string | null => step && stepName(step.kind, step.count)
