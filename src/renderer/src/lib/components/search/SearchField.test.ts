import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SearchText } from '$lib/state/search/search-text.svelte'
import SearchField from './SearchField.svelte'

let search: SearchText
let shown: Record<string, unknown> | undefined
const heard = vi.fn<() => void>()

function show(clearsOnEscape: boolean): HTMLInputElement {
  shown = mount(SearchField, { target: document.body, props: { search, names: {}, clearsOnEscape } })
  const field = document.querySelector<HTMLInputElement>('input')!
  field.focus()
  return field
}

function type(field: HTMLInputElement, words: string): void {
  field.value = words
  field.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
}

function escape(field: HTMLInputElement): void {
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
  flushSync()
}

const list = (): Element | null => document.querySelector('[role=listbox]')

beforeEach(() => {
  search = new SearchText()
  heard.mockReset()
  document.addEventListener('keydown', heard)
})
afterEach(async () => {
  document.removeEventListener('keydown', heard)
  if (shown) await unmount(shown)
})

it('closes its list on Escape, then clears the search and leaves the field', () => {
  const field = show(true)
  type(field, 'ta')
  expect(list()).not.toBeNull()
  escape(field)
  expect([list(), search.text]).toEqual([null, 'ta'])
  escape(field)
  expect([search.text, document.activeElement]).toEqual(['', field])
  escape(field)
  expect(document.activeElement).not.toBe(field)
  expect(heard).not.toHaveBeenCalled()
})

it('leaves Escape to a dialog around it once its list is closed', () => {
  const field = show(false)
  type(field, 'ta')
  escape(field)
  expect([list(), heard.mock.calls.length]).toEqual([null, 0])
  escape(field)
  expect([search.text, heard.mock.calls.length]).toEqual(['ta', 1])
})
