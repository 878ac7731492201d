import { beforeEach, expect, it } from 'vitest'
import { focusNextPart } from './window-parts'

let called: string[]
const own = { composer: () => called.push('composer'), clips: () => called.push('clips') }
const focused = (): string | null => document.activeElement?.getAttribute('name') ?? null

beforeEach(() => {
  called = []
  document.body.innerHTML = `
    <div data-part="composer"><input name="prompt"></div>
    <div data-part="clips"><button name="clip"></button></div>
    <div data-part="inspector"><p></p><button disabled></button><button name="play"></button></div>`
})

it('goes from part to part, and around', () => {
  focusNextPart(own)
  document.querySelector<HTMLElement>('[name="prompt"]')?.focus()
  focusNextPart(own)
  document.querySelector<HTMLElement>('[name="clip"]')?.focus()
  focusNextPart(own)
  expect([called, focused()]).toEqual([['composer', 'clips'], 'play'])
  focusNextPart(own)
  expect(called.at(-1)).toBe('composer')
})
