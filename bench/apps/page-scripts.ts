/**
 * Functions that run in the page (`Page.run`). They use nothing but their arguments, and find things as a user
 * does: tiles, the search field, the prompt and how far the list is scrolled.
 */

export interface Spot {
  readonly x: number
  readonly y: number
}

/** Returns the middle of the first element that is in view, or null. */
export function spotOf(selector: string, words = ''): Spot | null {
  for (const element of document.querySelectorAll(selector)) {
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    const isInView = width > 0 && height > 0 && x > 0 && y > 0 && x < innerWidth && y < innerHeight
    if (isInView && element.textContent.trim().startsWith(words)) return { x, y }
  }
  return null
}

export function blurAll(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

/**
 * Begins to wait for an event, and then for a tile whose name begins so (for no tile, where null), the first of all
 * or `anywhere`. `shownAfterMs` returns the outcome.
 */
export function watchForTile(event: string, beginning: string | null, anywhere: boolean): void {
  const isThere = (): boolean => {
    const tiles = [...document.querySelectorAll('[role="listbox"] [role="option"]')]
    if (beginning === null) return tiles.length === 0
    const names = tiles.map((tile) => ({
      name: tile.getAttribute('aria-label') ?? '',
      place: Number(tile.getAttribute('aria-posinset') ?? 0)
    }))
    if (anywhere) return names.some(({ name }) => name.startsWith(beginning))
    const [first] = names.sort((a, b) => a.place - b.place)
    return first?.name.startsWith(beginning) === true
  }
  const holder = globalThis as unknown as { benchShown: Promise<number> }
  holder.benchShown = new Promise((resolve) => {
    const begin = (): void => {
      const startedMs = performance.now()
      const look = (): void => {
        if (!isThere()) return void requestAnimationFrame(look)
        // This frame has it; the next task comes after its picture was made.
        setTimeout(() => resolve(performance.now() - startedMs), 0)
      }
      requestAnimationFrame(look)
    }
    addEventListener(event, begin, { capture: true, once: true })
  })
}

/** Returns the time between the event and the frame that shows the tile of `watchForTile`, in milliseconds. */
export const shownAfterMs = (): Promise<number> =>
  (globalThis as unknown as { readonly benchShown: Promise<number> }).benchShown

/** Waits for a list of more clips than a start shows first. Returns when that was, in milliseconds since 1970. */
export function longListAtMs(firstClips: number): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const tile = document.querySelector('[role="listbox"] [role="option"]')
      if (Number(tile?.getAttribute('aria-setsize') ?? 0) <= firstClips)
        return void requestAnimationFrame(look)
      resolve(performance.timeOrigin + performance.now())
    }
    look()
  })
}

export interface ScrollState {
  /** The furthest tile that is on screen, counted from 1. */
  readonly lastPlace: number
  readonly nodes: number
  readonly scrollTop: number
  readonly scrollHeight: number
}

/** Returns where the list is. */
export function scrollState(): ScrollState {
  const tiles = [...document.querySelectorAll('[role="listbox"] [role="option"]')]
  let scroller = document.querySelector('[role="listbox"]')
  while (scroller && scroller.scrollHeight <= scroller.clientHeight + 1) scroller = scroller.parentElement
  return {
    lastPlace: Math.max(0, ...tiles.map((tile) => Number(tile.getAttribute('aria-posinset') ?? 0))),
    nodes: document.querySelectorAll('*').length,
    scrollTop: scroller?.scrollTop ?? 0,
    scrollHeight: scroller?.scrollHeight ?? 0
  }
}

/** Scrolls the list to a share of its height, as a hand on the scrollbar does. */
export function scrollToShare(share: number): void {
  let scroller = document.querySelector('[role="listbox"]')
  while (scroller && scroller.scrollHeight <= scroller.clientHeight + 1) scroller = scroller.parentElement
  if (scroller) scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight)
}

/** Returns what the window made pictures of clips with: `worker`, `element`, or both. */
export const pictureWays = (): readonly string[] =>
  performance
    .getEntriesByType('mark')
    .flatMap(({ name }) => (name.startsWith('picture made: ') ? [name.slice('picture made: '.length)] : []))

/** Begins to note when frames are drawn. */
export function startFrames(): void {
  const frames: number[] = []
  const note = (atMs: number): void => {
    frames.push(atMs)
    if (holder.benchFrames === frames) requestAnimationFrame(note)
  }
  const holder = globalThis as unknown as { benchFrames: number[] | null }
  holder.benchFrames = frames
  requestAnimationFrame(note)
}

/** Returns the times between the frames since `startFrames`, in milliseconds. */
export function stopFrames(): readonly number[] {
  const holder = globalThis as unknown as { benchFrames: number[] | null }
  const frames = holder.benchFrames ?? []
  holder.benchFrames = null
  return frames.slice(1).map((atMs, index) => atMs - (frames[index] ?? atMs))
}

/** Calls the app through its bridge and returns how long each answer took, in milliseconds. */
export async function timeCalls(name: string, inputs: readonly unknown[]): Promise<readonly number[]> {
  const { call } = (
    globalThis as unknown as {
      readonly dailies: { readonly call: Record<string, (input: unknown) => Promise<{ ok: boolean }>> }
    }
  ).dailies
  const times: number[] = []
  for (const input of inputs) {
    const startedMs = performance.now()
    const answer = await call[name]?.(input)
    times.push(performance.now() - startedMs)
    if (answer?.ok !== true) throw new Error(`${name} failed: ${JSON.stringify(answer)}`)
  }
  return times
}
