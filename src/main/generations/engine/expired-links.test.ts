import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { EngineBench } from '../testing/engine-bench'
import { finished, someProblem } from '../testing/fake-provider'
import type { SaveOutcome } from '../domain/ports'
import type { PollOutcome } from '../domain/provider'

const minute = 60_000
const day = 24 * 60 * minute

let bench: EngineBench

beforeEach(() => {
  bench = new EngineBench()
  bench.engine.start()
})

const onlyOne = (ids: readonly GenerationId[]): GenerationId => ids[0]!
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

const expired: SaveOutcome = { kind: 'expired', problem: { ...someProblem, code: 'link_expired' } }
const cut: SaveOutcome = {
  kind: 'retry',
  problem: { ...someProblem, code: 'download_interrupted' },
  retryAfterMs: null,
  progressed: false
}
const notSavedHere = { state: 'failed', problem: { code: 'link_expired', charged: 'yes' } }
const address = (name: string): string => `https://files.example/${name}.mp4`

/** Creates a generation whose file is reported gone. */
async function makeLost(): Promise<GenerationId> {
  bench.saver.answers.push(...times(20, expired))
  const id = onlyOne(await bench.generate('lost'))
  await bench.run(15 * minute)
  expect(bench.generation(id).status).toMatchObject(notSavedHere)
  bench.saver.answers.length = 0
  return id
}

describe('a dead link', () => {
  it('is renewed, and the new one is used at once [F34]', async () => {
    bench.saver.answers.push(expired)
    bench.provider.pollAnswers.push(finished('first'), finished('second'))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(5_100)
    expect(bench.state(id)).toBe('ready')
    expect(bench.saver.saves).toEqual([address('first'), address('second')])
  })

  it('may start to work a few seconds after the result arrived [F34]', async () => {
    bench.saver.answers.push(...times(3, expired))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect([bench.state(id), bench.saver.saves]).toEqual(['ready', times(4, address('100'))])
  })

  it('asks the user about the damaged file when no other is available', async () => {
    const held = { bytes: 9, sha256: 'd', ending: '.mp4' }
    const problem = { ...someProblem, code: 'file_damaged' } as const
    bench.saver.answers.push({ ...cut, problem, held }, ...times(20, expired))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(15 * minute)
    expect(bench.generation(id)).toMatchObject({
      status: { state: 'downloading' },
      videos: [{ state: 'refused', held, problem: { code: 'link_expired', charged: 'yes' } }]
    })
  })

  it.each<[string, PollOutcome]>([
    ['the same', finished('100')],
    ['failed', { kind: 'failed', problem: someProblem, raw: '{}' }],
    ['unknown', { kind: 'unknown_id', problem: someProblem, raw: '{}' }],
    ['finished with fewer videos', { kind: 'finished', remoteId: null, links: [], raw: '{}' }],
    ['finished without links', { kind: 'finished_without_links', raw: '{}' }]
  ])('is given up after a minute in which the API says %s [F34]', async (_name, answer) => {
    bench.saver.answers.push(...times(20, expired))
    bench.provider.pollAnswers.push(finished('100'), ...times(20, answer))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect(bench.generation(id)).toMatchObject({
      status: { state: 'downloading' },
      videos: [{ state: 'pending', problem: { code: 'link_expired' } }]
    })
    await bench.run(5 * minute)
    expect(bench.generation(id)).toMatchObject({ status: notSavedHere, request: { prompt: 'boat' } })
    const { length } = bench.saver.saves
    expect(length).toBeLessThan(10)
    await bench.run(day)
    expect(bench.saver.saves).toHaveLength(length)
  })

  it('is given up when every new link is dead too, without excess requests [F34]', async () => {
    bench.saver.answers.push(...times(50, expired))
    bench.provider.pollAnswers.push(...Array.from({ length: 50 }, (_, nth) => finished(`signed-${nth}`)))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(15 * minute)
    expect(bench.generation(id).status).toMatchObject(notSavedHere)
    expect(bench.saver.saves.length).toBeLessThan(10)
  })

  it('is not given up after one bad answer [F34]', async () => {
    bench.saver.answers.push(...times(2, expired))
    bench.provider.pollAnswers.push(finished('first'), {
      kind: 'unknown_id',
      problem: someProblem,
      raw: '{}'
    })
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('is kept while polling is impossible [F34]', async () => {
    bench.saver.answers.push(...times(20, expired))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(5_100)
    bench.provider.obstacle = someProblem
    await bench.run(60 * minute)
    expect(bench.state(id)).toBe('downloading')
    bench.provider.obstacle = null
    bench.saver.answers.length = 0
    await bench.run(5 * minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('is renewed no sooner than the API allows [F20]', async () => {
    const askedTooOften: PollOutcome = {
      kind: 'try_later',
      waitFor: 'rate_limit',
      retryAfterMs: 2 * minute,
      problem: someProblem
    }
    bench.saver.answers.push(expired)
    bench.provider.pollAnswers.push(finished('100'), askedTooOften)
    await bench.generate('boat')
    await bench.run(2 * minute)
    expect(bench.provider.polls).toHaveLength(2)
    await bench.run(minute)
    expect(bench.saver.saves).toHaveLength(2)
  })

  it('gets another minute after it delivered a byte [F34]', async () => {
    bench.saver.answers.push(...times(5, expired), { ...cut, progressed: true }, ...times(3, expired))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(25 * minute)
    expect([bench.state(id), bench.saver.saves.length]).toEqual(['ready', 10])
  })

  it('is retried for a minute when there is no id to poll with [F34]', async () => {
    const { links } = finished('now') as Extract<PollOutcome, { kind: 'finished' }>
    bench.provider.submitAnswers.push({ kind: 'finished', remoteId: null, links, raw: '{}' })
    bench.saver.answers.push(...times(20, expired))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(15 * minute)
    expect(bench.generation(id).status).toMatchObject(notSavedHere)
    expect(bench.provider.polls).toEqual([])
    expect(() => bench.videoCommands.downloadAgain(bench.generation(id).videos[0]!.id)).not.toThrow()
  })

  it('waits for a key to poll with [F64]', async () => {
    bench.saver.answers.push(expired)
    const id = onlyOne(await bench.generate('boat'))
    bench.provider.pollAnswers.push(finished('first'))
    await bench.run(4_000)
    let answer: (outcome: SaveOutcome) => void = () => undefined
    bench.saver.answers.unshift(new Promise((resolve) => (answer = resolve)))
    await bench.run(1_000)
    bench.keys.value = null
    answer(expired)
    await bench.run(0)
    expect([bench.state(id), bench.generation(id).videos[0]?.problem?.code]).toEqual([
      'downloading',
      'link_expired'
    ])
    bench.keys.value = 'good-key'
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('is not renewed with the result of another generation [A20]', async () => {
    await bench.generate('one')
    await bench.run(minute)
    const foreign = { ...finished('foreign'), remoteId: '100' } as PollOutcome
    bench.saver.answers.push(expired)
    bench.provider.pollAnswers.push(finished('mine'), foreign)
    const id = onlyOne(await bench.generate('two'))
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
    expect(bench.saver.saves).not.toContain(address('foreign'))
    expect(bench.lines).toContainEqual(expect.stringMatching(/^warn .*the result of 100/))
  })
})

describe('a link that never delivers, without being reported gone', () => {
  it('is renewed after ten attempts without a byte', async () => {
    bench.saver.answers.push(...times(10, cut))
    bench.provider.pollAnswers.push(finished('down'), finished('up'))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(60 * minute)
    expect(bench.state(id)).toBe('ready')
    expect(bench.saver.saves).toEqual([...times(10, address('down')), address('up')])
  })

  it('is kept if there is no other, and never given up', async () => {
    bench.saver.answers.push(...times(500, cut))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(day)
    expect(bench.state(id)).toBe('downloading')
    expect(bench.provider.polls.length).toBeLessThan(40)
  })
})

describe('a generation whose file is gone [F34]', () => {
  it('becomes ready when its renewed link works', async () => {
    const id = await makeLost()
    bench.commands.checkAgain(id)
    await bench.run(minute)
    expect(bench.generation(id)).toMatchObject({
      status: { state: 'ready' },
      videos: [{ state: 'saved', attempts: 0, problem: null }]
    })
  })

  it('becomes ready after downloading its file again', async () => {
    const id = await makeLost()
    bench.videoCommands.downloadAgain(bench.generation(id).videos[0]!.id)
    expect(bench.state(id)).toBe('downloading')
    await bench.run(minute)
    expect([bench.state(id), bench.generation(id).videos[0]?.state]).toEqual(['ready', 'saved'])
  })

  it('fails again if that did not help', async () => {
    const id = await makeLost()
    bench.saver.answers.push(...times(20, expired))
    bench.videoCommands.downloadAgain(bench.generation(id).videos[0]!.id)
    await bench.run(15 * minute)
    expect(bench.generation(id).status).toMatchObject(notSavedHere)
  })
})
