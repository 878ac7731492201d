import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sendingProblem } from '@shared/catalogue/check-request'
import { findModel } from '@shared/catalogue/models'
import { GenerationRequest } from '@shared/request'
import { findPacket } from '../../media/xmp/packet-box'
import { AppBench } from '../testing/app-bench'
import { samplePresses } from './sample-clips'
import { makeSampleLibrary } from './sample-library'

const clipsFolder = join(import.meta.dirname, '../../../simulator/clips')
let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
  await bench.close()
  for (const folder of [bench.stateFolder, bench.library]) rmSync(folder, { recursive: true })
  await makeSampleLibrary({ state: bench.stateFolder, library: bench.library, clipsFolder }, Date.now())
  bench.open({ demo: true })
})
afterEach(() => bench.end())

const clips = async () =>
  (await bench.call('generations.page', { view: 'all', text: '', before: null, limit: 100 })).items
const imported = (): Promise<unknown> => vi.waitFor(async () => expect(await clips()).toHaveLength(12))

it('opens a new demo with clips, a failed and an unconfirmed one, and two shots with circled takes', async () => {
  await imported()
  const all = await clips()
  const count = (state: string): number => all.filter((clip) => clip.state === state).length
  expect([count('ready'), count('failed'), count('unconfirmed')]).toEqual([10, 1, 1])
  const circled = all.filter(({ annotations }) => annotations.isCircled)
  const shots = new Set(circled.map(({ annotations }) => annotations.shotId))
  expect([circled.length, shots.size, shots.has(null)]).toEqual([2, 2, false])
  expect((await bench.call('app.state', {})).notices).toEqual([])
  expect(bench.simulator.ledger().entries).toEqual([])
})

it('makes real files that a rebuild knows, each with its description', async () => {
  await imported()
  const files = readdirSync(bench.library).filter((name) => name.endsWith('.mp4'))
  expect(files).toHaveLength(10)
  for (const name of files) expect(await findPacket(join(bench.library, name))).not.toBeNull()
  expect(await bench.call('library.rebuild', {})).toMatchObject({ known: 10, adopted: 0, unreadable: 0 })
})

it('changes nothing where there is a library already', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-sample-'))
  const journal = readFileSync(bench.journalPath, 'utf8')
  await makeSampleLibrary({ state: join(folder, 'none'), library: bench.library, clipsFolder }, Date.now())
  await makeSampleLibrary(
    { state: bench.stateFolder, library: join(folder, 'none'), clipsFolder },
    Date.now()
  )
  expect(readFileSync(bench.journalPath, 'utf8')).toBe(journal)
  expect(readdirSync(folder)).toEqual([])
  rmSync(folder, { recursive: true })
})

it('has requests that could be sent', () => {
  for (const { request } of samplePresses.flatMap((press) => press.clips)) {
    expect(GenerationRequest.parse(request)).toEqual(request)
    expect(sendingProblem(request, findModel(request.modelId))).toBeNull()
  }
})
