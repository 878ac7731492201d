import { describe, expect, it } from 'vitest'
import type { AppState } from '@shared/app-state'
import type { Problem } from '@shared/problem'
import { AppStateSource } from './app-state'
import { FakeClock } from '../base/testing/fake-clock'

/** Creates an app state with a single changing value. */
function source(): {
  readonly clock: FakeClock
  readonly state: AppStateSource
  readonly sent: AppState[]
  readonly set: (offline: boolean) => void
} {
  const clock = new FakeClock()
  const sent: AppState[] = []
  let offline = false
  const state = new AppStateSource({ clock, emit: (current) => sent.push(current) })
  state.connect(() => ({ offline }) as AppState)
  return {
    clock,
    state,
    sent,
    set: (now) => {
      offline = now
      state.changed()
    }
  }
}

const notice = (message: string): Problem => ({ code: 'library_newer', message, retryable: false })

describe('the app state', () => {
  it('is sent once for simultaneous changes, with the latest values', () => {
    const { clock, sent, set } = source()
    set(true)
    set(false)
    set(true)
    expect(sent).toEqual([])
    clock.advance(1_000)
    expect(sent).toEqual([{ offline: true, revision: 1, notices: [] }])
  })

  it('increases its revision with each change, whether requested or sent', () => {
    const { clock, state, sent, set } = source()
    const before = state.current()
    set(true)
    const asked = state.current()
    clock.advance(1_000)
    expect([before, asked, ...sent].map(({ offline, revision }) => [offline, revision])).toEqual([
      [false, 1],
      [true, 2],
      [true, 3]
    ])
  })

  it('keeps notices until they are dismissed, and the newest of each kind', () => {
    const { state } = source()
    state.addNotice(notice('an older sentence'))
    state.addNotice(notice('a sentence'))
    expect(state.current().notices).toEqual([notice('a sentence')])
    state.dismissNotice('library_newer')
    expect(state.current().notices).toEqual([])
  })

  it('sends nothing after dispose', () => {
    const { clock, state, sent, set } = source()
    set(true)
    state.dispose()
    set(false)
    clock.advance(1_000)
    expect(sent).toEqual([])
  })
})
