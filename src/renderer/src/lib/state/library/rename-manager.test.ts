import { beforeEach, expect, it } from 'vitest'
import { mostRenamed } from '@shared/contract/name-calls'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { ErrorReporter } from '../window/error-reporter'
import { ToastManager } from '../window/toast-manager.svelte'
import { RenameManager } from './rename-manager.svelte'

let fake: FakeBridge
let toasts: ToastManager
let rename: RenameManager
let isOpen: boolean

beforeEach(() => {
  fake = new FakeBridge()
  toasts = new ToastManager()
  isOpen = false
  const client = createClient(fake.bridge)
  rename = new RenameManager({
    client,
    errors: new ErrorReporter(client, toasts),
    toasts,
    openDialog: () => (isOpen = true),
    closeDialog: () => (isOpen = false)
  })
})

it('renames what the dialog was opened for, and closes it', async () => {
  const { id } = fakeGeneration()
  await rename.open([id])
  expect([isOpen, rename.plan?.count]).toEqual([true, 0])
  await rename.rename()
  expect([isOpen, fake.calls.map(({ name, input }) => [name, input])]).toEqual([
    false,
    [
      ['names.plan', { ids: [id] }],
      ['names.rename', { ids: [id] }]
    ]
  ])
})

it('closes the dialog where the new names cannot be planned, and says so', async () => {
  fake.fail('names.plan', { code: 'bug', message: 'No.', retryable: false })
  await rename.open(null)
  expect([isOpen, toasts.toasts.map(({ text }) => text)]).toEqual([false, ['Couldn’t plan the new names']])
})

it('renames no part of a selection that is too large', async () => {
  await rename.open(Array.from({ length: mostRenamed + 1 }, () => fakeGeneration().id))
  expect([isOpen, fake.calls, toasts.toasts.map(({ detail }) => detail)]).toEqual([
    false,
    [],
    ['10,000 clips at once are the most. Select fewer.']
  ])
})

it('shows only the plan that was asked for last', async () => {
  const release = fake.hold('names.plan')
  const first = rename.open([fakeGeneration().id])
  const second = rename.open(null)
  release()
  await Promise.all([first, second])
  expect([isOpen, rename.plan?.count]).toEqual([true, 0])
})
