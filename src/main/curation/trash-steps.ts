import type { GenerationId } from '@shared/generation'
import type { StepId, StepKind } from '@shared/library/undo'
import { difference } from './changes'
import type { StepChange, StepStore } from './ports'
import type { Keeper } from './undo-subjects'

/** Runs what moves clips into the trash or out of it, and records it as a step. */
export type RecordTrash = <T>(
  step: { readonly kind: StepKind; readonly ids: readonly GenerationId[]; readonly id?: StepId | undefined },
  act: () => T
) => T

export const recordTrash =
  (deps: {
    readonly keeper: Keeper
    readonly steps: Pick<StepStore, 'append'>
    readonly newStepId: () => StepId
    readonly onChange: () => void
  }): RecordTrash =>
  ({ kind, ids, id = deps.newStepId() }, act) => {
    const before = deps.keeper.keepingOf(ids)
    const result = act()
    const changes = Array.from(deps.keeper.keepingOf(ids)).flatMap(([clip, after]): StepChange[] => {
      const changed = difference(before.get(clip) ?? after, after)
      return changed ? [{ subject: 'trash', id: clip, ...changed }] : []
    })
    deps.steps.append({ id, kind, count: changes.length, changes })
    deps.onChange()
    return result
  }
