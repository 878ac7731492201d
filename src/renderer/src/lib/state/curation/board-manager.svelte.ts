import { plainSet } from '$lib/utils/plain-collections'
import { SvelteMap } from 'svelte/reactivity'
import type { GenerationId, GenerationView } from '@shared/generation'
import { shotsAtOnce, type Cut } from '@shared/library/cut'
import type { Item, ItemId } from '@shared/library/items'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '../window/error-reporter'
import type { ItemsManager } from './items-manager.svelte'

interface BoardManagerDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly items: ItemsManager
  readonly project: () => ItemId | null
}

/** Changes within this time are read together. */
const coalesceMs = 60
/** Most shots whose takes stay in memory. */
const mostKept = 400

const noCut: Cut = { takes: [] }

/** Takes of the shots on screen, and the cut of the project. Reads only while the board is open. */
export class BoardManager {
  readonly #deps: BoardManagerDeps
  readonly #takes = new SvelteMap<ItemId, readonly GenerationView[]>()
  #cut = $state.raw<Cut>(noCut)
  #wanted = $state.raw<readonly ItemId[]>([])
  /** Shots whose takes changed, or were never read. */
  readonly #stale = plainSet<ItemId>()
  #isCutStale = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #stop: (() => void)[] = []

  constructor(deps: BoardManagerDeps) {
    this.#deps = deps
  }

  /** The project of the board; null for shots without one. */
  readonly project: Item | null = $derived.by(() => this.#deps.items.get(this.#deps.project()) ?? null)
  readonly shots: readonly Item[] = $derived.by(() => this.#deps.items.shotsOf(this.project?.id ?? null))

  get cut(): Cut {
    return this.#cut
  }

  /** Follows changes until it is closed. Returns the function that closes it. */
  open(): () => void {
    const { client } = this.#deps
    this.#stop = [
      client.on('generation.changed', (row) => this.#take(row)),
      client.on('library.changed', () => this.#readAll()),
      client.on('item.changed', () => this.#readChanged())
    ]
    return () => {
      for (const stop of this.#stop) stop()
      clearTimeout(this.#timer)
      this.#timer = undefined
      this.#takes.clear()
      this.#stale.clear()
      this.#isCutStale = false
    }
  }

  /** Takes of the shots on screen, which need their pictures. */
  readonly visible: readonly GenerationView[] = $derived.by(() =>
    this.#wanted.flatMap((shot) => this.#takes.get(shot) ?? [])
  )

  takesOf(shot: ItemId): readonly GenerationView[] | undefined {
    return this.#takes.get(shot)
  }

  find(id: GenerationId): GenerationView | undefined {
    for (const takes of this.#takes.values()) {
      const found = takes.find((take) => take.id === id)
      if (found) return found
    }
    return undefined
  }

  /** Returns the take after one in its shot, or else the one before it. */
  neighbourOf(id: GenerationId | null): GenerationId | null {
    for (const takes of this.#takes.values()) {
      const at = takes.findIndex((take) => take.id === id)
      if (at !== -1) return (takes[at + 1] ?? takes[at - 1])?.id ?? null
    }
    return null
  }

  /** Reads the takes of the shots on screen. */
  want(shots: readonly ItemId[]): void {
    this.#wanted = shots
    if (shots.some((shot) => this.#isDue(shot))) this.#readSoon(0)
  }

  async readCut(projectId = this.project?.id ?? null): Promise<void> {
    // Before the call: a change during it makes the answer stale.
    this.#isCutStale = false
    const isRead = await this.#deps.errors.attempt('Couldn’t read the shots', async () => {
      this.#cut = await this.#deps.client.call('shots.cut', { projectId })
    })
    if (!isRead) this.#isCutStale = true
  }

  #isDue(shot: ItemId): boolean {
    return this.#stale.has(shot) || !this.#takes.has(shot)
  }

  #readAll(): void {
    for (const shot of this.#takes.keys()) this.#stale.add(shot)
    this.#readChanged()
  }

  /** A change of a clip changes the shot that it is in, and the one that it was in. */
  #take(row: GenerationView): void {
    const before = [...this.#takes].filter(([, takes]) => takes.some(({ id }) => id === row.id))
    const shots = [row.annotations.shotId, ...before.map(([shot]) => shot)].filter((shot) => shot !== null)
    if (shots.length === 0) return
    for (const shot of shots) this.#stale.add(shot)
    this.#readChanged()
  }

  #readChanged(): void {
    this.#isCutStale = true
    this.#readSoon()
  }

  #readSoon(afterMs = coalesceMs): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#deps.errors.attempt('Couldn’t read the shots', () => this.#read())
      if (this.#isCutStale) void this.readCut()
    }, afterMs)
  }

  async #read(): Promise<void> {
    const shots = this.#wanted.filter((shot) => this.#isDue(shot)).slice(0, shotsAtOnce)
    for (const shot of this.#stale) if (!shots.includes(shot)) this.#takes.delete(shot)
    // Before the call: a change during it makes the answer stale.
    this.#stale.clear()
    if (shots.length === 0) return
    const takes = await this.#takesIn(shots)
    for (const shot of shots) {
      this.#takes.set(
        shot,
        takes.filter(({ annotations }) => annotations.shotId === shot)
      )
    }
    const wanted = plainSet(this.#wanted)
    for (const shot of this.#takes.keys()) {
      if (this.#takes.size <= mostKept) break
      if (!wanted.has(shot)) this.#takes.delete(shot)
    }
  }

  /** Reads takes; the shots stay stale where that fails. */
  async #takesIn(shots: readonly ItemId[]): Promise<readonly GenerationView[]> {
    try {
      const { takes } = await this.#deps.client.call('shots.takes', { shots: [...shots] })
      return takes
    } catch (error) {
      for (const shot of shots) this.#stale.add(shot)
      throw error
    }
  }
}
