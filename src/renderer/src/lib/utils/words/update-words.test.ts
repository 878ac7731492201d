import { expect, it, vi } from 'vitest'
import type { UpdatesView } from '@shared/updates'
import { updateStep, updateWords } from './update-words'

const view = (change: Partial<UpdatesView>): UpdatesView => ({
  status: 'unknown',
  version: null,
  canInstall: false,
  isDismissed: false,
  ...change
})

it.each([
  [view({}), 'Nothing about you is sent', undefined],
  [view({ status: 'failed' }), 'Yours keeps working', undefined],
  [view({ status: 'newest' }), 'newest', undefined],
  [view({ status: 'available', version: '2.0.0' }), 'newer version is available: 2.0.0', 'updates.openPage'],
  [view({ status: 'available', version: '2.0.0', canInstall: true }), 'Dailies 2.0.0', 'updates.download'],
  [view({ status: 'downloading', version: '2.0.0', canInstall: true }), 'Downloading', undefined],
  [view({ status: 'ready', version: '2.0.0', canInstall: true }), 'is downloaded', 'updates.install']
] as const)('says what is known, and what can be done next: %j', (updates, words, call) => {
  expect(updateWords(updates)).toContain(words)
  const calls: string[] = []
  const client = { call: vi.fn((name: string) => Promise.resolve(void calls.push(name))) }
  const errors = { attempt: (_what: string, run: () => unknown) => void run() }
  updateStep(updates)?.run({ client, errors } as never)
  expect(calls).toEqual(call === undefined ? [] : [call])
})
