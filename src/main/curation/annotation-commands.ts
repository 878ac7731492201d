import type { GenerationId } from '@shared/generation'
import { annotated, type AnnotationChange, type Annotations } from '@shared/library/annotations'
import type { ItemId } from '@shared/library/items'
import { annotationStep, type StepId, type StepKind } from '@shared/library/undo'
import { ProblemError } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Generation } from '../generations/domain/generation'
import { difference } from './changes'
import type { CurationStore, StepChange } from './ports'
import { itemGone } from './problems'
import { takeCounter } from './take-counter'

/** Use cases on annotations. Each returns once its change is on disk. */
export class AnnotationCommands {
  constructor(
    private readonly deps: {
      readonly store: CurationStore
      readonly clock: Clock
      readonly newStepId: () => StepId
      readonly announce: (generation: Generation) => void
      /** The undo stack changed. */
      readonly onChange: () => void
    }
  ) {}

  /** Edits the annotations of clips as a part of a step. Returns how many changed. */
  set(ids: readonly GenerationId[], change: AnnotationChange, stepId?: StepId): number {
    const before = this.deps.store.annotationsOf(ids)
    const after = this.#afterChange(before, this.#withProject(change))
    const uncircled = this.#uncircleOthers(before, after)
    return this.#write(new Map([...before, ...uncircled]), after, {
      id: stepId ?? this.deps.newStepId(),
      kind: annotationStep(change),
      count: before.size
    })
  }

  /** Notes that clips were handed to another program. Not a step: the other program has them. */
  noteHandedOff(ids: readonly GenerationId[]): void {
    const handedOffAtMs = this.deps.clock.now()
    const before = this.deps.store.annotationsOf(ids)
    this.#write(
      before,
      new Map(Array.from(before, ([id, annotations]) => [id, { ...annotations, handedOffAtMs }])),
      null
    )
  }

  /** A clip that enters a shot enters its project. */
  #withProject(change: AnnotationChange): AnnotationChange {
    if (typeof change.shotId !== 'string') return change
    const [shot] = this.deps.store.items([change.shotId])
    if (shot?.kind !== 'shot' || shot.isRemoved) throw new ProblemError(itemGone)
    return shot.projectId === null ? change : { projectId: shot.projectId, ...change }
  }

  #afterChange(
    before: ReadonlyMap<GenerationId, Annotations>,
    change: AnnotationChange
  ): Map<GenerationId, Annotations> {
    const nextTake = takeCounter(this.deps.store)
    return new Map(Array.from(before, ([id, annotations]) => [id, annotated(annotations, change, nextTake)]))
  }

  /**
   * Removes the circles of shots that get another one: each has one. Of several in one shot, the last keeps it.
   * Returns clips that are not edited otherwise, as they were.
   */
  #uncircleOthers(
    before: ReadonlyMap<GenerationId, Annotations>,
    after: Map<GenerationId, Annotations>
  ): ReadonlyMap<GenerationId, Annotations> {
    const { store } = this.deps
    const others = new Map<GenerationId, Annotations>()
    const circled = new Map<ItemId, GenerationId>()
    for (const [id, { isCircled, shotId }] of [...after]) {
      if (!isCircled || shotId === null || before.get(id)?.isCircled) continue
      const other = circled.get(shotId) ?? store.circledIn(shotId)
      circled.set(shotId, id)
      const annotations = other && (after.get(other) ?? store.annotationsOf([other]).get(other))
      if (!other || !annotations) continue
      if (!after.has(other)) others.set(other, annotations)
      after.set(other, { ...annotations, isCircled: false })
    }
    return others
  }

  #write(
    before: ReadonlyMap<GenerationId, Annotations>,
    after: ReadonlyMap<GenerationId, Annotations>,
    step: { readonly id: StepId; readonly kind: StepKind; readonly count: number } | null
  ): number {
    const { store, announce, onChange } = this.deps
    const changes = Array.from(after).flatMap(([id, annotations]): StepChange[] => {
      const changed = difference(before.get(id) ?? annotations, annotations)
      return changed ? [{ subject: 'clip', id, ...changed }] : []
    })
    if (changes.length === 0) return 0
    const clips = changes.map(({ id }) => ({
      id: id as GenerationId,
      annotations: after.get(id as GenerationId) as Annotations
    }))
    const { generations } = store.write({ clips, items: [], step: step && { ...step, changes } })
    generations.forEach(announce)
    onChange()
    return changes.length
  }
}
