import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { placeAlone, type BatchPlace } from '@shared/batch/batch-place'
import type { GenerationId } from '@shared/generation'
import { AppBench } from './testing/app-bench'

let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

const request = { modelId: 'veo-3.1-fast', prompt: 'a gull at dusk', durationSeconds: 4 }
const dusk: BatchPlace = { ...placeAlone, variation: ['dusk'], takes: 2, shot: '1A' }
const row: BatchPlace = {
  ...placeAlone,
  row: { line: 3, cells: [{ column: 'city', text: 'Rome' }] },
  model: 2,
  models: 2
}

async function press(places?: readonly BatchPlace[]): Promise<readonly GenerationId[]> {
  const count = places?.length ?? 1
  const { generations } = await bench.call('generations.create', {
    pressId: crypto.randomUUID(),
    requests: Array.from({ length: count }, (_, index) => ({
      ...request,
      prompt: index === 2 ? 'a gull in Rome' : request.prompt
    })),
    ...(places && { places: [...places] }),
    waitForCredit: true
  })
  return generations.map(({ id }) => id)
}

const placeOf = async (id: GenerationId): Promise<BatchPlace | null> => (await bench.get(id)).generation.place
const placesOf = (ids: readonly GenerationId[]): Promise<unknown> => Promise.all(ids.map(placeOf))
const sendAgain = async (id: GenerationId): Promise<GenerationId> =>
  (await bench.call('generations.sendAgain', { id, pressId: crypto.randomUUID() })).id

/** Waits until the folder was read. */
const imported = (): Promise<unknown> =>
  vi.waitFor(async () => expect((await bench.call('app.state', {})).notices).not.toEqual([]), {
    interval: 20
  })

it('keeps the place of each clip in its batch, and restores it from the journal or from the clip alone', async () => {
  const places = [dusk, { ...dusk, take: 2 }, row]
  const ids = await press(places)
  for (const id of ids) await bench.comesTo(id, 'ready')
  expect(await placesOf(ids)).toEqual(places)
  await bench.reopen(() => rmSync(bench.stateFolder, { recursive: true }))
  await imported()
  expect(await placesOf(ids)).toEqual(places)
  await bench.reopen(() => {
    rmSync(bench.stateFolder, { recursive: true })
    rmSync(bench.journalPath)
  })
  await bench.call('library.rebuild', {})
  expect(await placesOf(ids)).toEqual(places)
})

it('reads journal lines of older versions, and those with an unreadable place, as clips without one', async () => {
  const [id, other] = await press([dusk, { ...dusk, take: 2 }])
  for (const one of [id!, other!]) await bench.comesTo(one, 'ready')
  await bench.reopen(() => {
    rmSync(bench.stateFolder, { recursive: true })
    const journal = readFileSync(bench.journalPath, 'utf8')
    const without = journal.replace(/"place":\{.*?"shot":"1A"\},/, '')
    writeFileSync(bench.journalPath, without.replace('"takes":2', '"takes":0'))
  })
  await imported()
  expect(await placesOf([id!, other!])).toEqual([null, null])
})

it('numbers a clip that is sent again after every take of the same request', async () => {
  const [first, second] = await press([dusk, { ...dusk, take: 2 }])
  for (const id of [first!, second!]) await bench.comesTo(id, 'ready')
  const third = await sendAgain(first!)
  expect(await placeOf(third)).toEqual({ ...dusk, take: 3, takes: 3 })
  await bench.comesTo(third, 'ready')
  const fourth = await sendAgain(first!)
  expect(await placeOf(fourth)).toEqual({ ...dusk, take: 4, takes: 4 })
})

it('counts a clip without a place as the first take', async () => {
  const [id] = await press()
  await bench.comesTo(id!, 'ready')
  expect(await placeOf(id!)).toBeNull()
  expect(await placeOf(await sendAgain(id!))).toEqual({ ...placeAlone, take: 2, takes: 2 })
})

it('refuses places that do not fit the requests', async () => {
  const create = { pressId: crypto.randomUUID(), requests: [request] }
  await expect(bench.call('generations.create', { ...create, places: [dusk, dusk] })).rejects.toThrow(
    'places'
  )
  const tooLong = { ...dusk, variation: ['x'.repeat(201)] }
  await expect(bench.call('generations.create', { ...create, places: [tooLong] })).rejects.toThrow('places')
})
