import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Rectangle } from '$lib/state/grid/positions-in'
import { Marquee } from './marquee.svelte'

/** A clip for each 100 pixels to the right. */
const idsIn = vi.fn(({ right }: Rectangle) =>
  Array.from({ length: Math.floor(right / 100) }, (_, index) => String(index) as GenerationId)
)
const select = vi.fn<(ids: readonly GenerationId[]) => void>()
const already = ['before' as GenerationId]
let frames: FrameRequestCallback[]
let scroller: HTMLElement

const frame = (): void => {
  for (const run of frames.splice(0)) run(0)
}
const moveTo = (clientX: number): boolean =>
  window.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY: 10 }))
const letGo = (): boolean => window.dispatchEvent(new PointerEvent('pointerup'))

function begin(keys: PointerEventInit = {}): Marquee {
  const marquee = new Marquee({
    scroller: () => scroller,
    content: () => scroller,
    idsIn,
    selected: () => already,
    select
  })
  scroller.addEventListener('pointerdown', marquee.begin)
  scroller.dispatchEvent(
    new PointerEvent('pointerdown', { clientX: 0, clientY: 0, button: 0, pointerType: 'mouse', ...keys })
  )
  return marquee
}

beforeEach(() => {
  frames = []
  vi.clearAllMocks()
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0))
  scroller = document.createElement('div')
  Object.defineProperty(scroller, 'clientWidth', { value: 1000 })
  scroller.getBoundingClientRect = () => new DOMRect(0, 0, 1000, 500)
})
afterEach(() => {
  letGo()
  vi.unstubAllGlobals()
})

it('looks for clips once a frame, however often the pointer moved', () => {
  const marquee = begin()
  for (const x of [50, 150, 250]) moveTo(x)
  expect(idsIn).not.toHaveBeenCalled()
  frame()
  expect(marquee.rectangle).toMatchObject({ left: 0, right: 250 })
  frame()
  expect(idsIn).toHaveBeenCalledOnce()
  expect(select.mock.calls).toEqual([[['0', '1']]])
})

it('selects nothing again while it touches the same clips', () => {
  begin()
  for (const x of [110, 150, 190]) {
    moveTo(x)
    frame()
  }
  expect(select.mock.calls).toEqual([[['0']]])
  scroller.dispatchEvent(new Event('scroll'))
  frame()
  expect(idsIn).toHaveBeenCalledTimes(4)
  expect(select).toHaveBeenCalledOnce()
})

it('selects what the last move touched, though no frame followed', () => {
  const marquee = begin({ shiftKey: true })
  moveTo(110)
  letGo()
  expect(select.mock.calls).toEqual([[['before', '0']]])
  expect(marquee.rectangle).toBeNull()
})

it('selects nothing after a click beside the clips', () => {
  begin()
  letGo()
  expect(select.mock.calls).toEqual([[[]]])
})
