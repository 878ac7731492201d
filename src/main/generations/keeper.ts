import type { GenerationId } from '@shared/generation'
import type { Clock } from '../base/clock'
import type { Keeper, Keeping } from '../curation/undo-subjects'
import type { Generation } from './domain/generation'
import type { Records } from './domain/records'

const running = ['submitting', 'processing', 'downloading']

const keepingOf = ({ deletedAtMs, hidden, status }: Generation): Keeping => ({
  isDeleted: deletedAtMs !== null,
  isHidden: hidden,
  isCancelled: status.state === 'cancelled'
})

/** Returns what moves clips into the trash and out of it, for an undo. */
export function createKeeper(deps: {
  readonly records: Records
  readonly clock: Clock
  readonly engine: { wake(): void }
}): Keeper {
  const { records, clock, engine } = deps
  const { store } = records

  const setCancelled = (ids: readonly GenerationId[], isCancelled: boolean): readonly GenerationId[] => {
    const [type, why] = isCancelled
      ? (['cancelled', 'Cancelled by you'] as const)
      : (['requeued', 'Restored by you'] as const)
    return records.applyAll(store.findAll(ids), () => ({ type, by: 'user' }), { why }).map(({ id }) => id)
  }

  const setDeleted = (ids: readonly GenerationId[], isDeleted: boolean): readonly GenerationId[] => {
    const movable = store.findAll(ids).filter(({ status }) => !isDeleted || !running.includes(status.state))
    const moved = store.setDeleted(
      movable.map(({ id }) => id),
      isDeleted ? clock.now() : null
    )
    for (const generation of moved) records.announce(generation)
    return moved.map(({ id }) => id)
  }

  const setHidden = (ids: readonly GenerationId[], isHidden: boolean): readonly GenerationId[] => {
    for (const id of ids) records.announce(store.setHidden(id, isHidden))
    return ids
  }

  return {
    keepingOf: (ids) =>
      new Map(store.findAll(ids).map((generation) => [generation.id, keepingOf(generation)])),
    setKeeping: (changes) => {
      const failed = new Set<GenerationId>()
      const steps = [
        ['isCancelled', setCancelled],
        ['isHidden', setHidden],
        ['isDeleted', setDeleted]
      ] as const
      for (const [name, set] of steps) {
        for (const value of [true, false]) {
          const ids = changes
            .filter(({ id, keeping }) => keeping[name] === value && !failed.has(id))
            .map(({ id }) => id)
          if (ids.length === 0) continue
          const done = new Set(set(ids, value))
          for (const id of ids) if (!done.has(id)) failed.add(id)
        }
      }
      engine.wake()
      return failed
    }
  }
}
