import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { AnnotationChange, Annotations } from '@shared/library/annotations'
import type { Item, ItemId, ItemKind } from '@shared/library/items'
import type { StepId } from '@shared/library/undo'
import { FakeClock } from '../base/testing/fake-clock'
import { closeDatabase, openDatabase, type WritableDatabase } from '../db/connection/database'
import { migrate } from '../db/migrations/migrate'
import { createCurationStore } from '../db/tables/curation/curation-store'
import { stepStore } from '../db/tables/curation/step-table'
import { createGenerationStore } from '../db/tables/generation-store'
import { AnnotationCommands } from './annotation-commands'
import { ItemCommands } from './item-commands'
import type { CurationStore, StepStore } from './ports'
import { recordTrash, type RecordTrash } from './trash-steps'
import { UndoStack } from './undo-stack'
import { undoableClips, undoableItems, undoableTrash, type Keeper, type Keeping } from './undo-subjects'

const newStepId = (): StepId => randomUUID() as StepId
const none = (): void => undefined

/** Keeps in memory what is in the trash. */
class FakeKeeper implements Keeper {
  readonly kept = new Map<GenerationId, Keeping>()

  keepingOf(ids: readonly GenerationId[]): ReadonlyMap<GenerationId, Keeping> {
    const none = { isDeleted: false, isHidden: false, isCancelled: false }
    return new Map(ids.map((id) => [id, this.kept.get(id) ?? none]))
  }

  setKeeping(changes: Parameters<Keeper['setKeeping']>[0]): ReadonlySet<GenerationId> {
    const before = this.keepingOf(changes.map(({ id }) => id))
    for (const { id, keeping } of changes) {
      this.kept.set(id, { ...(before.get(id) as Keeping), ...keeping })
    }
    return new Set()
  }
}

class Bench {
  readonly database: WritableDatabase = openDatabase(':memory:')
  readonly store: CurationStore
  readonly steps: StepStore
  readonly keeper = new FakeKeeper()
  readonly annotations: AnnotationCommands
  readonly items: ItemCommands
  readonly trash: RecordTrash
  readonly ids: readonly GenerationId[]
  readonly itemIds: ItemId[] = []
  stack: UndoStack

  constructor(count: number) {
    migrate(this.database)
    this.store = createCurationStore(this.database)
    this.steps = stepStore(this.database)
    const { store, steps, keeper } = this
    const deps = { store, newStepId, announce: none, onChange: none }
    this.annotations = new AnnotationCommands({ ...deps, clock: new FakeClock() })
    this.items = new ItemCommands(deps)
    this.trash = recordTrash({ keeper, steps, newStepId, onChange: none })
    this.ids = Array.from({ length: count }, () => randomUUID() as GenerationId)
    const request = { modelId: 'veo-3.1-fast', prompt: 'boat' }
    createGenerationStore(this.database).insertBatch(
      randomUUID(),
      this.ids.map((id) => ({ id, request, place: null, resendOf: null })),
      1
    )
    this.stack = this.open()
  }

  /** Returns a stack as a new start of the app has it. */
  open(): UndoStack {
    const { store, keeper, steps } = this
    this.stack = new UndoStack({
      steps,
      subjects: {
        clip: undoableClips({ store, announce: none }),
        item: undoableItems({ store, announce: none }),
        trash: undoableTrash(keeper),
        edit: { apply: () => ({ changed: 0, left: 0 }) }
      },
      onChange: none
    })
    return this.stack
  }

  add(kind: ItemKind, name: string, projectId: ItemId | null = null): Item {
    const item = this.items.add({ id: randomUUID() as ItemId, kind, name, projectId, search: null })
    this.itemIds.push(item.id)
    return item
  }

  /** Returns everything that can be undone, as it is. */
  state(): unknown {
    return {
      clips: [...this.store.annotationsOf(this.ids)],
      items: this.store.itemPage(0, 500).items,
      trash: [...this.keeper.keepingOf(this.ids)]
    }
  }

  async undoAll(): Promise<number> {
    let steps = 0
    while ((await this.stack.undo()).name !== null) steps += 1
    return steps
  }
}

let bench: Bench
let first: GenerationId
let second: GenerationId

beforeEach(() => {
  bench = new Bench(3)
  ;[first, second] = bench.ids as [GenerationId, GenerationId]
  return () => closeDatabase(bench.database)
})

const of = (id: GenerationId): Annotations => bench.store.annotationsOf([id]).get(id) as Annotations

describe('the undo stack', () => {
  it('takes back the latest step and repeats it', async () => {
    bench.annotations.set([first, second], { stars: 3 })
    bench.annotations.set([first], { stars: 5 })
    expect(bench.stack.state()).toEqual({ undo: 'Rate clip', redo: null })
    expect(await bench.stack.undo()).toEqual({
      name: 'Rate clip',
      changed: 1,
      left: 0,
      unsent: 0,
      restored: []
    })
    expect(of(first).stars).toBe(3)
    expect(bench.stack.state()).toEqual({ undo: 'Rate 2 clips', redo: 'Rate clip' })
    await bench.stack.undo()
    expect([of(first).stars, of(second).stars]).toEqual([0, 0])
    await bench.stack.redo()
    await bench.stack.redo()
    expect([of(first).stars, of(second).stars]).toEqual([5, 3])
    expect(bench.stack.state()).toEqual({ undo: 'Rate clip', redo: null })
  })

  it('undoes the parts of one action together', async () => {
    const step = newStepId()
    bench.annotations.set([first], { isRejected: true }, step)
    bench.annotations.set([second], { isRejected: true }, step)
    expect(await bench.stack.undo()).toEqual({
      name: 'Reject 2 clips',
      changed: 2,
      left: 0,
      unsent: 0,
      restored: []
    })
    expect(of(first).isRejected || of(second).isRejected).toBe(false)
  })

  it('drops what could be redone once something else is done', async () => {
    bench.annotations.set([first], { stars: 5 })
    await bench.stack.undo()
    bench.annotations.set([first], { isFavourite: true })
    expect(bench.stack.state()).toEqual({ undo: 'Favourite clip', redo: null })
    expect(await bench.stack.redo()).toEqual({ name: null, changed: 0, left: 0, unsent: 0, restored: [] })
  })

  it('leaves what somebody changed since, and says how many', async () => {
    bench.annotations.set([first, second], { stars: 3, title: 'Boat' })
    const changed = { ...of(first), stars: 1 }
    bench.store.write({ clips: [{ id: first, annotations: changed }], items: [], step: null })
    expect(await bench.stack.undo()).toEqual({
      name: 'Rate 2 clips',
      changed: 2,
      left: 1,
      unsent: 0,
      restored: []
    })
    expect(of(first)).toMatchObject({ stars: 1, title: null })
    expect(of(second)).toMatchObject({ stars: 0, title: null })
  })

  it('is there after a restart', async () => {
    bench.trash({ kind: 'trash', ids: [first, second] }, () =>
      bench.keeper.setKeeping([first, second].map((id) => ({ id, keeping: { isDeleted: true } })))
    )
    bench.open()
    expect(bench.stack.state().undo).toBe('Move 2 clips to trash')
    expect(await bench.stack.undo()).toMatchObject({ changed: 2, left: 0 })
    expect(bench.keeper.keepingOf([first]).get(first)?.isDeleted).toBe(false)
  })

  it('undoes one step for each press, however fast they come', async () => {
    for (const stars of [1, 2, 3, 4]) bench.annotations.set([first], { stars })
    await Promise.all([bench.stack.undo(), bench.stack.undo(), bench.stack.undo()])
    expect(of(first).stars).toBe(1)
  })

  it('takes back an earlier step alone', async () => {
    const step = newStepId()
    bench.annotations.set([first], { stars: 3 }, step)
    bench.annotations.set([first], { title: 'Boat' })
    expect(await bench.stack.undo(step)).toMatchObject({ name: 'Rate clip', changed: 1 })
    expect(of(first)).toMatchObject({ stars: 0, title: 'Boat' })
    expect(bench.stack.state()).toEqual({ undo: 'Title clip', redo: null })
    expect((await bench.stack.undo(step)).name).toBe(null)
  })

  it('leaves no take circled that is in no shot any more', async () => {
    const [shot, step] = [bench.add('shot', 'Harbour'), newStepId()]
    bench.annotations.set([first], { shotId: shot.id }, step)
    bench.annotations.set([first], { isCircled: true })
    await bench.stack.undo(step)
    expect(of(first)).toMatchObject({ shotId: null, take: null, isCircled: false })
    expect(await bench.stack.undo()).toMatchObject({ changed: 0, left: 0 })
  })

  it('repeats all of a long step while something else is done', async () => {
    const long = new Bench(1200)
    const last = long.ids.at(-1) as GenerationId
    long.annotations.set(long.ids, { stars: 3 })
    await long.stack.undo()
    // Runs in the first turn that the redo leaves to other work.
    setImmediate(() => long.annotations.set([last], { title: 'Boat' }))
    expect(await long.stack.redo()).toMatchObject({ name: 'Rate 1200 clips', changed: 1200, left: 0 })
    expect([...long.store.annotationsOf(long.ids).values()].every(({ stars }) => stars === 3)).toBe(true)
    expect(await long.stack.undo()).toMatchObject({ name: 'Title clip' })
    expect(await long.stack.undo()).toMatchObject({ changed: 1200, left: 0 })
    closeDatabase(long.database)
  })

  it('keeps the latest hundred steps', async () => {
    for (let title = 0; title < 110; title++) bench.annotations.set([first], { title: `${title}` })
    expect(await bench.undoAll()).toBe(100)
    expect(of(first).title).toBe('9')
  })

  it('restores an item that was removed, and where its clips are', async () => {
    const shot = bench.add('shot', 'Harbour')
    bench.annotations.set([first, second], { shotId: shot.id })
    bench.annotations.set([second], { isCircled: true })
    bench.items.remove(shot.id)
    expect(bench.store.itemPage(0, 10).items).toEqual([])
    await bench.stack.undo()
    expect(bench.store.itemPage(0, 10).items).toEqual([shot])
    expect(of(second)).toMatchObject({ shotId: shot.id, take: 2, isCircled: true })
  })

  it('gives the circle back to the take that had it', async () => {
    const shot = bench.add('shot', 'Harbour')
    bench.annotations.set([first, second], { shotId: shot.id })
    bench.annotations.set([first], { isCircled: true })
    bench.annotations.set([second], { isCircled: true })
    expect([of(first).isCircled, of(second).isCircled]).toEqual([false, true])
    await bench.stack.undo()
    expect([of(first).isCircled, of(second).isCircled]).toEqual([true, false])
    await bench.stack.redo()
    expect([of(first).isCircled, of(second).isCircled]).toEqual([false, true])
  })
})

const Change: fc.Arbitrary<AnnotationChange> = fc.record(
  {
    stars: fc.integer({ min: 0, max: 5 }),
    isRejected: fc.boolean(),
    isFavourite: fc.boolean(),
    title: fc.constantFrom(null, 'Boat', 'Harbour'),
    notes: fc.constantFrom('', 'Use the end'),
    isCircled: fc.boolean(),
    inMs: fc.constantFrom(null, 0, 500),
    addTags: fc.subarray(['a', 'B', 'é']),
    removeTags: fc.subarray(['A', 'b', 'c'])
  },
  { requiredKeys: [] }
)
const Edit = fc.oneof(
  fc.record({ kind: fc.constant('annotate' as const), clips: fc.subarray([0, 1, 2, 3, 4]), change: Change }),
  fc.record({
    kind: fc.constant('shot' as const),
    clips: fc.subarray([0, 1, 2, 3, 4]),
    item: fc.option(fc.nat(5))
  }),
  fc.record({ kind: fc.constant('add' as const), of: fc.constantFrom('project', 'shot', 'collection') }),
  fc.record({ kind: fc.constant('rename' as const), item: fc.nat(5), name: fc.constantFrom('x', 'y') }),
  fc.record({ kind: fc.constant('remove' as const), item: fc.nat(5) }),
  fc.record({ kind: fc.constant('move' as const), item: fc.nat(5), before: fc.option(fc.nat(5)) }),
  fc.record({ kind: fc.constant('trash' as const), clips: fc.subarray([0, 1, 2, 3, 4]) })
)

/** Makes an edit, where the present items allow it. */
function make(run: Bench, edit: ReturnType<typeof Edit.generate>['value']): void {
  const present = run.store.itemPage(0, 100).items
  const item = (at: number | null): Item | undefined => (at === null ? undefined : present[at])
  const clips = 'clips' in edit ? edit.clips.map((at) => run.ids[at] as GenerationId) : []
  const one = 'item' in edit ? item(edit.item) : undefined
  switch (edit.kind) {
    case 'annotate':
      return void run.annotations.set(clips, edit.change)
    case 'shot':
      return void run.annotations.set(clips, { shotId: one?.kind === 'shot' ? one.id : null })
    case 'add':
      return void run.add(edit.of, `${edit.of} ${run.itemIds.length}`)
    case 'rename':
      return one && run.items.change(one.id, { name: edit.name })
    case 'remove':
      return one && run.items.remove(one.id)
    case 'move': {
      const next = item(edit.before)
      return one && run.items.move(one.id, next?.kind === one.kind ? next.id : null)
    }
    case 'trash':
      return run.trash({ kind: 'trash', ids: clips }, () => {
        run.keeper.setKeeping(clips.map((id) => ({ id, keeping: { isDeleted: true } })))
      })
  }
}

it('restores every earlier state for any edits, and every later one by redo', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Edit, { minLength: 1, maxLength: 25 }), async (edits) => {
      const run = new Bench(5)
      const states = [run.state()]
      for (const edit of edits) {
        const before = run.stack.state()
        const steps = countSteps(run)
        make(run, edit)
        if (countSteps(run) !== steps) states.push(run.state())
        else expect(run.stack.state()).toEqual(before)
      }
      for (const state of states.slice(0, -1).toReversed()) {
        expect((await run.stack.undo()).left).toBe(0)
        expect(run.state()).toEqual(state)
      }
      expect((await run.stack.undo()).name).toBe(null)
      for (const state of states.slice(1)) {
        await run.stack.redo()
        expect(run.state()).toEqual(state)
      }
      closeDatabase(run.database)
    }),
    { numRuns: 60 }
  )
})

const countSteps = ({ database }: Bench): number =>
  (database.prepare('SELECT COUNT(*) AS count FROM undo_step').get() as { readonly count: number }).count
