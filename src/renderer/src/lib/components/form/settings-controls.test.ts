import { flushSync, mount, unmount } from 'svelte'
import { afterEach, expect, it, vi } from 'vitest'
import Segmented from './Segmented.svelte'
import SwitchRow from './SwitchRow.svelte'

let shown: Record<string, unknown> | undefined
afterEach(async () => {
  if (shown) await unmount(shown)
})

const click = (role: string, at = 0): HTMLElement => {
  const control = document.querySelectorAll<HTMLElement>(`[role=${role}]`)[at]!
  control.click()
  flushSync()
  return control
}

it('a switch stays as it is until the setting is changed', () => {
  const onchange = vi.fn()
  shown = mount(SwitchRow, { target: document.body, props: { label: 'Loop', checked: false, onchange } })
  const control = click('switch')
  expect(onchange).toHaveBeenCalledExactlyOnceWith(true)
  expect(control.getAttribute('aria-checked')).toBe('false')
})

it('a choice stays as it is until the setting is changed', () => {
  const onchange = vi.fn()
  const choices = ['small', 'large'].map((value) => ({ value, text: value }))
  shown = mount(Segmented, {
    target: document.body,
    props: { label: 'Size', value: 'small', choices, onchange }
  })
  const control = click('radio', 1)
  expect(onchange).toHaveBeenCalledExactlyOnceWith('large')
  expect(control.getAttribute('aria-checked')).toBe('false')
})
