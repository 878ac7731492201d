import type { GenerationId, GenerationView } from '@shared/generation'
import type { AnnotationChange } from '@shared/library/annotations'
import type { Item, ItemId } from '@shared/library/items'
import type { StepId } from '@shared/library/undo'
import type { Client } from '$lib/api/client'
import { plural } from '$lib/utils/format'
import { inParts } from '$lib/utils/in-parts'
import type { ErrorReporter } from '../window/error-reporter'
import type { ItemsManager } from './items-manager.svelte'
import type { UndoActions } from './undo-actions'

interface AnnotationActionsDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly items: ItemsManager
  readonly undo: UndoActions
}

export const newStepId = (): StepId => crypto.randomUUID() as StepId

/** Edits what the user says about clips. Failures are shown in a toast. */
export class AnnotationActions {
  constructor(private readonly deps: AnnotationActionsDeps) {}

  /** Edits clips as one step, a part at a time. With several, says so. */
  async set(
    ids: readonly GenerationId[],
    change: AnnotationChange,
    step: StepId = newStepId()
  ): Promise<void> {
    const changed = await this.#change(ids, change, step)
    if (ids.length > 1 && changed > 0)
      this.deps.undo.offer(`${plural(changed, 'clip', 'clips')} changed`, step)
  }

  /**
   * Sets a flag of all, or clears it where all have it.
   *
   * @param rows Those of the clips whose rows the window has.
   */
  toggle(
    ids: readonly GenerationId[],
    rows: readonly GenerationView[],
    name: 'isRejected' | 'isFavourite' | 'isCircled'
  ): Promise<void> {
    return this.set(ids, { [name]: !rows.every(({ annotations }) => annotations[name]) })
  }

  /** Puts clips into the shot of a name, which is added where there is none: one step. */
  async moveToShot(ids: readonly GenerationId[], name: string, projectId: ItemId | null): Promise<void> {
    const step = newStepId()
    const shot = await this.#itemOf({ kind: 'shot', name, projectId }, step)
    if (shot) await this.set(ids, { shotId: shot.id }, step)
  }

  /** Makes clips the next takes of a shot, and says so. Those that are in it stay as they are. */
  async moveInto(ids: readonly GenerationId[], { id, name }: Pick<Item, 'id' | 'name'>): Promise<void> {
    const step = newStepId()
    const moved = await this.#change(ids, { shotId: id }, step)
    if (moved > 0) this.deps.undo.offer(`Moved to the shot “${name}”`, step)
  }

  /** Makes clips takes of the shot of a name, which is added where there is none, and circles one: one step. */
  async circleInShot(
    ids: readonly GenerationId[],
    circled: GenerationId,
    { name, projectId }: Pick<Item, 'name' | 'projectId'>
  ): Promise<void> {
    const step = newStepId()
    const shot = await this.#itemOf({ kind: 'shot', name, projectId }, step)
    if (!shot) return
    const moved = await this.#change(ids, { shotId: shot.id }, step)
    await this.#change([circled], { isCircled: true }, step)
    const takes = moved === 1 ? 'a take' : 'takes'
    if (moved > 0) this.deps.undo.offer(`Now ${takes} of the shot “${shot.name}”`, step)
  }

  async addToCollection(ids: readonly GenerationId[], name: string): Promise<void> {
    const step = newStepId()
    const collection = await this.#itemOf({ kind: 'collection', name, projectId: null }, step)
    if (collection) await this.set(ids, { addToCollections: [collection.id] }, step)
  }

  async moveToProject(ids: readonly GenerationId[], name: string): Promise<void> {
    const step = newStepId()
    const project = await this.#itemOf({ kind: 'project', name, projectId: null }, step)
    if (project) await this.set(ids, { projectId: project.id }, step)
  }

  /** Returns how many clips were changed. */
  async #change(ids: readonly GenerationId[], change: AnnotationChange, step: StepId): Promise<number> {
    const { client, errors } = this.deps
    let changed = 0
    await errors.attempt('Couldn’t change the clip', async () => {
      for (const some of inParts(ids)) {
        changed += (await client.call('annotations.set', { ids: some, change, step })).changed
      }
    })
    return changed
  }

  /** Returns the item of a name; adds it where there is none. */
  async #itemOf(
    { kind, name, projectId }: Pick<Item, 'kind' | 'name' | 'projectId'>,
    step: StepId
  ): Promise<Item | null> {
    const { items } = this.deps
    return items.named(kind, name, projectId) ?? (await items.add({ kind, name, projectId }, step))
  }
}
