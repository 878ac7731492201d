import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Confirmation } from '../consent/confirmations'
import { AppBench } from './testing/app-bench'

const clips = (count: number): { prompt: string }[] =>
  Array.from({ length: count }, () => ({ prompt: 'a boat' }))
const request = { modelId: 'veo-3.1-fast', prompt: 'a boat', aspectRatio: '16:9', durationSeconds: 8 }

let bench: AppBench
const asked = (): readonly Confirmation[] => bench.platform.desktop.questions as Confirmation[]
const agree = (agrees: boolean): void => {
  bench.platform.desktop.agrees = agrees
}
const create = (count: number, overCap?: boolean): Promise<unknown> =>
  bench.call('generations.create', {
    pressId: crypto.randomUUID(),
    requests: Array.from({ length: count }, () => request),
    waitForCredit: true,
    ...(overCap && { overCap })
  })
const queued = async (): Promise<number> =>
  (await bench.call('generations.page', { view: 'all', text: '', before: null, limit: 200 })).items.length

beforeEach(async () => {
  bench = await AppBench.start()
  // Sending is paused, so that queued rows can be counted.
  await bench.call('sending.setPaused', { paused: true })
  agree(false)
})
afterEach(() => bench.end())

describe('with caps of $5 a day and $3 a press', () => {
  beforeEach(() =>
    bench.call('settings.update', { dayCapMicrodollars: 5_000_000, batchCapMicrodollars: 3_000_000 })
  )

  it('sends what the page marks as over the cap only after a native confirmation', async () => {
    for (let call = 0; call < 20; call += 1) await expect(create(53, true)).rejects.toThrow('cancelled')
    expect(await queued()).toBe(0)
    // Two dialogs, then none: a page cannot wear the user down.
    expect(asked()).toHaveLength(2)
    expect(asked()[0]).toMatchObject({
      message: 'Send 53 clips for about $101.76?',
      detail: expect.stringContaining('over your $5.00 daily limit') as string,
      button: 'Send over the limit'
    })
  })

  it('sends over the cap after the user agreed', async () => {
    agree(true)
    await create(2, true)
    expect(await queued()).toBe(2)
    expect(asked()).toHaveLength(1)
  })

  it('reports the cap before it asks', async () => {
    await expect(create(2)).rejects.toThrow('cap_reached')
    expect(asked()).toEqual([])
  })

  it('confirms natively only after the window asked, and once a press', async () => {
    agree(true)
    await bench.call('settings.update', { batchCapMicrodollars: 500_000_000, dayCapMicrodollars: 60_000_000 })
    const before = asked().length
    await expect(create(32)).rejects.toThrow('cap_reached')
    expect(asked()).toHaveLength(before)
    await create(32, true)
    expect(asked()).toHaveLength(before + 1)
    expect(await queued()).toBe(32)
  })

  it('raises no cap without a native dialog, and lowers one without', async () => {
    for (const cap of [null, 6_000_000]) {
      await expect(bench.call('settings.update', { dayCapMicrodollars: cap })).rejects.toThrow('cancelled')
    }
    const { settings } = await bench.call('app.state', {})
    expect(settings).toMatchObject({ dayCapMicrodollars: 5_000_000, batchCapMicrodollars: 3_000_000 })
    expect(asked().map(({ detail }) => detail)).toEqual([
      'Remove the limit of $5.00 a day.',
      'From $5.00 to $6.00 a day.'
    ])
    await bench.call('settings.update', { dayCapMicrodollars: 4_000_000, theme: 'dark' })
    expect(asked()).toHaveLength(2)
  })
})

describe('without a cap', () => {
  it('confirms natively before more than $50.00 is spent within an hour', async () => {
    await create(26)
    await expect(create(1)).rejects.toThrow('cancelled')
    expect(asked()).toMatchObject([
      {
        message: 'Send this clip for about $1.92?',
        detail: expect.stringContaining('27 clips in an hour, for about $51.84') as string
      }
    ])
    agree(true)
    await create(1)
    // After one confirmation the count restarts.
    agree(false)
    await create(26)
    expect(await queued()).toBe(53)
    expect(asked()).toHaveLength(2)
  })

  it('counts a model added by the page at no less than its real price', async () => {
    const price = { microdollars: 1, per: 'video' as const, asOf: '2026-11-28' }
    await bench.call('models.add', { id: 'dear-model', name: 'Dear', price })
    const press = (): Promise<unknown> =>
      bench.call('generations.create', {
        pressId: crypto.randomUUID(),
        requests: [{ modelId: 'dear-model', prompt: 'a boat' }],
        waitForCredit: true
      })
    for (let sent = 0; sent < 10; sent += 1) await press()
    await expect(press()).rejects.toThrow('cancelled')
    expect(await queued()).toBe(10)
    expect(asked()).toMatchObject([
      { detail: expect.stringContaining('never measured or listed counts as $5.00') as string }
    ])
  })

  it('asks also when calls overlap', async () => {
    const all = await Promise.allSettled(Array.from({ length: 60 }, () => create(1)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(26)
    expect(await queued()).toBe(26)
  })

  it('counts generations sent again and released', async () => {
    const [id] = await bench.press(...clips(1))
    await bench.call('generations.cancel', { ids: [id!] })
    await create(26)
    const again = { id: id!, pressId: crypto.randomUUID(), waitForCredit: true }
    await expect(bench.call('generations.sendAgain', again)).rejects.toThrow('cancelled')
    expect(asked()).toHaveLength(1)
  })
})

it('keeps the key if the user does not agree', async () => {
  await expect(bench.call('key.remove', {})).rejects.toThrow('cancelled')
  await expect(bench.call('key.set', { key: 'another-good-key' })).rejects.toThrow('cancelled')
  expect((await bench.call('app.state', {})).key.status).toBe('present')
  expect(asked().map(({ button }) => button)).toEqual(['Remove key', 'Replace key'])
})

it('does not restart for the mode it is in, and leaves demo mode only after a native dialog', async () => {
  const starts: boolean[] = []
  await bench.close()
  bench.open({ restart: (demo) => void starts.push(demo) })
  await bench.call('app.setDemo', { demo: false })
  expect(starts).toEqual([])
  await bench.close()
  bench.open({ demo: true, restart: (demo) => void starts.push(demo) })
  agree(false)
  await expect(bench.call('app.setDemo', { demo: false })).rejects.toThrow('cancelled')
  expect(starts).toEqual([])
  agree(true)
  await bench.call('app.setDemo', { demo: false })
  expect(starts).toEqual([false])
})
