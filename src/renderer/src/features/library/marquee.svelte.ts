import type { GenerationId } from '@shared/generation'
import { idSet, withIds } from '$lib/state/library/id-sets'
import { rectangleOf, type Rectangle } from '$lib/state/grid/positions-in'

interface MarqueeDeps {
  readonly scroller: () => HTMLElement | undefined
  /** Element whose top left is that of the grid. */
  readonly content: () => HTMLElement | undefined
  readonly idsIn: (rectangle: Rectangle) => readonly GenerationId[]
  readonly selected: () => readonly GenerationId[]
  readonly select: (ids: readonly GenerationId[]) => void
}

/** A shorter way is a click. */
const leastPx = 4
/** How far a frame scrolls for each pixel that the pointer is beyond the edge. */
const scrollShare = 0.3

/** Selects clips with a rectangle that is drawn from between them. With Shift or Ctrl it adds to the selection. */
export class Marquee {
  #rectangle = $state.raw<Rectangle | null>(null)

  constructor(private readonly deps: MarqueeDeps) {}

  get rectangle(): Rectangle | null {
    return this.#rectangle
  }

  /** Begins where the primary button goes down beside the clips. */
  readonly begin = (event: PointerEvent): void => {
    const scroller = this.deps.scroller()
    if (!scroller || event.button !== 0 || event.pointerType !== 'mouse' || !isBeside(event, scroller)) return
    event.preventDefault()
    const isAdding = event.shiftKey || event.ctrlKey || event.metaKey
    const before = isAdding ? this.deps.selected() : []
    const from = this.#pointOf(event)
    let pointer = event
    let hasMoved = false
    let found: readonly GenerationId[] | null = null
    let frame = 0
    const ending = new AbortController()
    const { signal } = ending

    const draw = (): void => {
      hasMoved = false
      const to = this.#pointOf(pointer)
      if (!this.#rectangle && Math.hypot(to.x - from.x, to.y - from.y) < leastPx) return
      this.#rectangle = rectangleOf(from, to)
      const ids = this.deps.idsIn(this.#rectangle)
      if (found && isSame(found, ids)) return
      found = ids
      this.deps.select([...withIds(idSet(before), ids)])
    }
    /** Draws at most once a frame: the pointer and the page move more often. */
    const step = (): void => {
      const { top, bottom } = scroller.getBoundingClientRect()
      const beyond = Math.min(0, pointer.clientY - top) + Math.max(0, pointer.clientY - bottom)
      if (beyond !== 0) scroller.scrollBy({ top: beyond * scrollShare, behavior: 'instant' })
      if (hasMoved) draw()
      frame = requestAnimationFrame(step)
    }
    const move = (moved: PointerEvent): void => {
      pointer = moved
      hasMoved = true
    }
    const end = (): void => {
      ending.abort()
      cancelAnimationFrame(frame)
      if (hasMoved) draw()
      if (!this.#rectangle && !isAdding) this.deps.select([])
      this.#rectangle = null
    }
    frame = requestAnimationFrame(step)
    window.addEventListener('pointermove', move, { signal })
    scroller.addEventListener('scroll', () => (hasMoved = true), { signal, passive: true })
    window.addEventListener('pointerup', end, { signal })
    window.addEventListener('pointercancel', end, { signal })
  }

  /** Returns where the pointer is in the grid, however it is scrolled. */
  #pointOf({ clientX, clientY }: PointerEvent): { readonly x: number; readonly y: number } {
    const { left = 0, top = 0 } = this.deps.content()?.getBoundingClientRect() ?? {}
    return { x: clientX - left, y: clientY - top }
  }
}

const isSame = (one: readonly GenerationId[], other: readonly GenerationId[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index])

/** Returns whether the pointer is neither on a clip nor on a control nor on the scrollbar. */
function isBeside({ target, clientX }: PointerEvent, scroller: HTMLElement): boolean {
  const isOnScrollbar = clientX >= scroller.getBoundingClientRect().left + scroller.clientWidth
  return !isOnScrollbar && target instanceof Element && !target.closest('[data-id], button, a, input')
}
