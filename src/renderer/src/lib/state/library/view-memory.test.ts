import { expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { ViewMemory } from './view-memory'

const selected = '3f2b7a52-5b0e-4c54-9d50-0a1b2c3d4e5f' as GenerationId

class FakeStorage extends Map<string, string> {
  getItem(name: string): string | null {
    return this.get(name) ?? null
  }
  setItem(name: string, value: string): void {
    this.set(name, value)
  }
}

it('restores the view after the window reloads [F57]', () => {
  const storage = new FakeStorage()
  expect(new ViewMemory(storage).read()).toEqual({ view: 'all', text: '', selected: null })
  const shown = { view: 'needs_you', text: 'paper boat', selected } as const
  new ViewMemory(storage).write(shown)
  expect(new ViewMemory(storage).read()).toEqual(shown)
})

it('uses the default view when the saved one cannot be read', () => {
  const storage = new FakeStorage([['shown', '{"view":"elsewhere","text":7}']])
  expect(new ViewMemory(storage).read()).toMatchObject({ view: 'all' })
})
