import { beforeEach, expect, it, vi } from 'vitest'
import { mostHandedOver } from '@shared/contract/parts'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { ErrorReporter } from '../window/error-reporter'
import { ToastManager } from '../window/toast-manager.svelte'
import { CopyManager } from './copy-manager.svelte'

let fake: FakeBridge
let toasts: ToastManager
let copies: CopyManager
const { id } = fakeGeneration()

beforeEach(() => {
  fake = new FakeBridge()
  toasts = new ToastManager()
  const client = createClient(fake.bridge)
  copies = new CopyManager({ client, errors: new ErrorReporter(client, toasts), toasts })
})

const texts = (): string[] => toasts.toasts.map(({ text }) => text)

it('saves copies once at a time, shows how far it is, and says how many were saved', async () => {
  const release = fake.hold('handoff.saveCopies')
  const saving = copies.save([id])
  void copies.save([id])
  copies.took({ done: 0, total: 1 })
  expect(copies.progress).toEqual({ done: 0, total: 1 })
  release()
  await saving
  expect([fake.calls.filter(({ name }) => name === 'handoff.saveCopies').length, texts()]).toEqual([
    1,
    ['Copy saved']
  ])
  expect(copies.progress).toBeNull()
})

it('saves no part of a selection that is too large', async () => {
  await copies.save(Array.from({ length: mostHandedOver + 1 }, () => fakeGeneration().id))
  expect([fake.calls, toasts.toasts.map(({ detail }) => detail)]).toEqual([
    [],
    ['1,000 clips at once are the most. Select fewer.']
  ])
})

it('takes no progress that comes late, and can be cancelled', async () => {
  copies.took({ done: 1, total: 2 })
  expect(copies.progress).toBeNull()
  copies.cancel()
  await vi.waitFor(() => expect(fake.calls.at(-1)?.name).toBe('handoff.cancelCopies'))
})
