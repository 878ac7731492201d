import type { GenerationId, GenerationView } from '@shared/generation'
import { annotated } from '@shared/library/annotations'
import type { Cut } from '@shared/library/cut'
import type { Item } from '@shared/library/items'
import { annotationStep, stepName } from '@shared/library/undo'
import type { FakeHandlers } from './fake-saved'

/** What the fake main process does for annotations, items and undo. */
export interface FakeCuration {
  readonly rows: readonly GenerationView[]
  update(id: string, changes: Partial<GenerationView>): unknown
  emit(name: 'item.changed', item: Item): void
}

interface FakeStep {
  readonly name: string
  readonly undo: () => {
    readonly changed: number
    readonly unsent?: number
    readonly restored?: GenerationId[]
  }
}

/** Items and undoable steps. Unlike the real stack, it has no redo. */
export class FakeCurationState {
  readonly items: Item[] = []
  readonly steps: FakeStep[] = []
  cut: Cut = { takes: [] }

  constructor(private readonly bridge: FakeCuration) {}

  readonly handlers: FakeHandlers = {
    'annotations.set': ({ ids, change }) => {
      const before = this.bridge.rows.filter(({ id }) => ids.includes(id))
      const takes = before.length + 1
      for (const { id, annotations } of before) {
        this.bridge.update(id, { annotations: annotated(annotations, change as never, () => takes) })
      }
      this.steps.push({
        name: stepName(annotationStep(change as never), before.length),
        undo: () => {
          for (const { id, annotations } of before) this.bridge.update(id, { annotations })
          return { changed: before.length }
        }
      })
      return { changed: before.length }
    },
    'tags.list': () => {
      const tags = this.bridge.rows.flatMap(({ annotations }) => annotations.tags)
      return { tags: [...new Set(tags)].map((name) => ({ name, count: 1 })) }
    },
    'items.list': () => ({ items: this.items.filter(({ isRemoved }) => !isRemoved), next: null }),
    'items.add': ({ item }) => {
      const added = { ...item, position: this.items.length, isRemoved: false } as Item
      this.items.push(added)
      this.bridge.emit('item.changed', added)
      return { item: added }
    },
    'items.change': ({ id, change }) => this.#change(id, change as Partial<Item>),
    'items.remove': ({ id }) => this.#change(id, { isRemoved: true }),
    'items.move': ({ id, before }) => {
      const next = this.items.find((item) => item.id === before)
      return this.#change(id, { position: next ? next.position - 0.5 : this.items.length })
    },
    'shots.takes': ({ shots }) => ({
      takes: this.bridge.rows.filter(({ annotations }) => shots.includes(annotations.shotId ?? ''))
    }),
    'shots.cut': () => this.cut,
    'undo.undo': () => {
      const step = this.steps.pop()
      return step
        ? { name: step.name, left: 0, unsent: 0, restored: [], ...step.undo() }
        : { name: null, changed: 0, left: 0, unsent: 0, restored: [] }
    }
  }

  #change(id: string, change: Partial<Item>): Record<string, never> {
    const index = this.items.findIndex((item) => item.id === id)
    const item = { ...this.items[index], ...change } as Item
    this.items[index] = item
    this.bridge.emit('item.changed', item)
    return {}
  }
}
