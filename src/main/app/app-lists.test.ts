import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { listedIds } from '@shared/library/listing'
import { listLimit, pageLimit, type ListQuery } from '@shared/library/queries'
import { ClipBench } from './testing/clip-bench'

let bench: ClipBench

beforeEach(async () => {
  bench = await ClipBench.start()
})
afterEach(() => bench.end())

const list = (changes: Partial<ListQuery>) =>
  bench.call('generations.list', {
    view: 'all',
    text: '',
    before: null,
    limit: pageLimit,
    sort: 'newest',
    ...changes
  })

it('lists a page with its rows, and longer parts without', async () => {
  for (const prompt of ['a boat', 'a harbour', 'a boat at night']) await bench.makeClip(prompt)
  const { listing, items } = await list({})
  expect(items.map(({ request }) => request.prompt)).toEqual(['a boat at night', 'a harbour', 'a boat'])
  expect(listedIds(listing)).toEqual(items.map(({ id }) => id))
  const found = await list({ text: 'boat', limit: listLimit })
  expect([listedIds(found.listing).length, found.items]).toEqual([2, []])
  const older = await list({ before: listing.keys[0]! })
  expect(listedIds(older.listing)).toEqual(listedIds(listing).slice(1))
})

it('reads the rows that are there', async () => {
  await bench.makeClip('a boat')
  const { id } = await bench.generation('a boat')
  const { items } = await bench.call('generations.rows', { ids: [id, crypto.randomUUID() as GenerationId] })
  expect(items.map((row) => row.id)).toEqual([id])
})

it('says how many of the trashed were never sent', async () => {
  await bench.call('sending.setPaused', { paused: true })
  await bench.press('a boat')
  const { id } = await bench.generation('a boat')
  expect(await bench.call('generations.trash', { ids: [id] })).toEqual({ unsent: 1, usedIn: [] })
})

it('copies a link to a clip, and shows a linked clip in the window', async () => {
  await bench.makeClip('a boat')
  const { id } = await bench.generation('a boat')
  await bench.call('handoff.copyLink', { id })
  expect(bench.desktop.copied.at(-1)).toBe(`dailies://clip/${id}`)
  bench.app.showClip(id)
  await bench.until(() =>
    expect(bench.bench.platform.events).toContainEqual({ name: 'clip.linked', payload: { id } })
  )
})
