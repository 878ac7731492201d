import { expect, it, vi } from 'vitest'
import type { CallOutput } from '@shared/contract'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { ErrorReporter } from '../window/error-reporter'
import { ToastManager } from '../window/toast-manager.svelte'
import { eraseTitle, TrashManager } from './trash-manager.svelte'

function startWith(answer: CallOutput<'trash.erase'>) {
  const fake = new FakeBridge([])
  const client = createClient(fake.bridge)
  const toasts = new ToastManager()
  const call = vi.spyOn(client, 'call').mockResolvedValue(answer)
  const trash = new TrashManager({ client, errors: new ErrorReporter(client, toasts), toasts })
  return { trash, call, texts: () => toasts.toasts.map(({ text }) => text) }
}

it('tells what was deleted, and which files are still on disk', async () => {
  const left = ['a.mp4', 'b.mp4', 'c.mp4', 'd.mp4']
  const { trash, texts } = startWith({ clips: 5, files: 5, bytes: 9_100_000, left })
  await trash.erase(null)
  expect(texts()).toEqual([
    '5 clips deleted · 9.1 MB',
    'Still on disk, and still in the trash: a.mp4, b.mp4, c.mp4 and 1 more'
  ])
})

it('asks for one thing at a time', async () => {
  const { trash, call } = startWith({ clips: 0, files: 0, bytes: 0, left: [] })
  await Promise.all([trash.erase(null), trash.erase(null)])
  expect(call).toHaveBeenCalledOnce()
})

it('names what is deleted with its size', () => {
  expect(eraseTitle({ clips: 5, files: 4, bytes: 9_100_000, handedOff: 0, used: 0, usedIn: [] })).toBe(
    'Delete 4 files (9.1 MB)…'
  )
  expect(eraseTitle({ clips: 2, files: 0, bytes: 0, handedOff: 0, used: 0, usedIn: [] })).toBe('Delete 2…')
})
