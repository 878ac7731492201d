import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Simulator } from '../server'
import {
  exchange,
  finishedJob,
  startForTest,
  submitJob,
  jsonOf,
  type Asked,
  type Exchange
} from '../testing/test-client'
import { oddFile } from './odd-files'

let simulator: Simulator
let file: string
let whole: Exchange
beforeAll(async () => {
  simulator = await startForTest()
})
afterAll(() => simulator.close())
beforeEach(async () => {
  simulator.reset()
  file = (await finishedJob(simulator, { duration: '4' })).file
  whole = await exchange(file)
})

const total = (): number => whole.body.length
const ranged = (range: string, headers: Record<string, string> = {}): Promise<Exchange> =>
  exchange(file, { headers: { range, ...headers } })

describe('an ordinary file', () => {
  test('is sent whole, with length, type and validators', () => {
    expect(whole).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'video/mp4',
        'content-length': String(total()),
        'accept-ranges': 'bytes',
        etag: `"${createHash('md5').update(whole.body).digest('hex')}"`,
        'last-modified': expect.stringMatching(/ GMT$/) as string
      }
    })
    expect(whole.headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('answers HEAD with the same headers and no body', async () => {
    const head = await exchange(file, { method: 'HEAD' })
    expect(head.body).toHaveLength(0)
    expect(head.headers['content-length']).toBe(String(total()))
  })

  test.each([
    ['bytes=0-99', 0, 100],
    ['bytes=1000-', 1000, undefined],
    ['bytes=-100', -100, undefined]
  ])('%s', async (range, start, end) => {
    const part = await ranged(range)
    expect(part.status).toBe(206)
    expect(part.body.equals(whole.body.subarray(start, end))).toBe(true)
    const from = start < 0 ? total() + start : start
    const last = end === undefined ? total() - 1 : end - 1
    expect(part.headers['content-range']).toBe(`bytes ${from}-${last}/${total()}`)
  })

  test('answers 416 with the true length to a range past its end', async () => {
    const seen = await ranged(`bytes=${total()}-`)
    expect([seen.status, seen.headers['content-range']]).toEqual([416, `bytes */${total()}`])
  })

  test('If-Range: the part for the current validator, else everything', async () => {
    const status = async (validator: string): Promise<number | null> =>
      (await ranged('bytes=10-', { 'if-range': validator })).status
    expect(await status(whole.headers['etag'] ?? '')).toBe(206)
    expect(await status(whole.headers['last-modified'] ?? '')).toBe(206)
    expect(await status('"other"')).toBe(200)
    expect(await status(`W/${whole.headers['etag'] ?? ''}`)).toBe(200)
  })
})

test('answers 404 with an HTML page before the job is done and for an unknown name', async () => {
  const planned = (jsonOf(await submitJob(simulator))['future_links'] as string[])[0] ?? ''
  for (const url of [planned, file.replace(/[\da-f]{8}-/, '00000000-')]) {
    const seen = await exchange(url)
    expect([seen.status, seen.headers['content-type']]).toEqual([404, 'text/html; charset=UTF-8'])
    expect(seen.body.length).toBeGreaterThan(27_000)
  }
})

/** Sends one request with a fault. */
async function struck(fault: string, asked: Asked = {}): Promise<Exchange> {
  simulator.fault({ fault: `${fault}*1` })
  return exchange(file, asked)
}

test.each([
  ['file-404', 404],
  ['file-403', 403],
  ['file-410', 410],
  ['file-300', 300],
  ['file-304', 304],
  ['file-503', 503],
  ['file-main-404', 404]
])('%s', async (fault, status) => {
  expect((await struck(fault)).status).toBe(status)
  expect((await exchange(file)).status).toBe(200)
})

test('file-main-404 and file-main-reset leave the proxy host alone', async () => {
  simulator.fault([{ fault: 'file-main-404*1' }, { fault: 'file-main-reset' }])
  expect(await exchange(file)).toMatchObject({ status: null, end: 'reset' })
  const proxied = file.replace(simulator.url, simulator.proxyUrl)
  expect((await exchange(proxied)).body.equals(whole.body)).toBe(true)
  expect(simulator.ledger().requests).toMatchObject({ 'proxy-file': 1 })
})

test.each(['file-reset', 'file-cut'])(
  '%s breaks off after a number of bytes, a number of times',
  async (fault) => {
    simulator.fault({ fault: `${fault}=5000*2` })
    for (let count = 0; count < 2; count += 1) {
      const seen = await exchange(file)
      expect(seen.headers['content-length']).toBe(String(total()))
      // Node reports a reset right after data as an ordinary end.
      expect(seen.end).not.toBe('open')
      expect(seen.body.equals(whole.body.subarray(0, 5000))).toBe(true)
    }
    expect((await exchange(file)).body.equals(whole.body)).toBe(true)
  }
)

test('file-stall', async () => {
  const seen = await struck('file-stall=2000', { enough: 2000 })
  expect([seen.body.length, seen.end]).toEqual([2000, 'open'])
})

test('file-no-answer', async () => {
  const read = expect.poll(() => simulator.ledger().requests['file']).toBe(2)
  const later = Promise.resolve(read).then(() => exchange(`${simulator.url}/control/ledger`))
  expect(await struck('file-no-answer', { giveUp: later })).toMatchObject({ status: null, end: 'open' })
})

test('file-drip and file-slow', async () => {
  simulator.set({ speed: 100 })
  const startedMs = performance.now()
  const dripped = await struck(`file-drip=${Math.ceil(total() / 8)}`)
  expect(dripped.body.equals(whole.body)).toBe(true)
  expect(performance.now() - startedMs).toBeGreaterThan(70)
  const slowMs = performance.now()
  expect((await struck('file-slow=10')).body.equals(whole.body)).toBe(true)
  expect(performance.now() - slowMs).toBeGreaterThan(95)
})

test('file-no-range', async () => {
  simulator.fault({ fault: 'file-no-range*1' })
  const seen = await ranged('bytes=10-')
  expect([seen.status, seen.body.equals(whole.body)]).toEqual([200, true])
})

test('206 with a wrong start, a wrong total, no Content-Range', async () => {
  const partWith = (fault: string): Promise<Exchange> => struck(fault, { headers: { range: 'bytes=10-' } })
  const last = total() - 1
  expect((await partWith('file-206-start')).headers['content-range']).toBe(`bytes 11-${last}/${total()}`)
  expect((await partWith('file-206-total')).headers['content-range']).toBe(`bytes 10-${last}/${total() + 1}`)
  expect(await partWith('file-206-no-range')).toMatchObject({ status: 206 })
  expect((await partWith('file-206-no-range')).headers).not.toHaveProperty('content-range')
})

test('file-changed: another file with other validators, so that If-Range gets all of it', async () => {
  const asked = { headers: { range: 'bytes=10-', 'if-range': whole.headers['etag'] ?? '' } }
  const changed = await struck('file-changed', asked)
  expect(changed.status).toBe(200)
  expect(changed.headers['etag']).not.toBe(whole.headers['etag'])
  expect(changed.headers['last-modified']).not.toBe(whole.headers['last-modified'])
  expect(changed.body.equals(whole.body)).toBe(false)
  expect((await exchange(file)).body.equals(changed.body)).toBe(true)
})

test('file-changed-206: a part of another file in spite of If-Range', async () => {
  const asked = { headers: { range: 'bytes=10-', 'if-range': whole.headers['etag'] ?? '' } }
  const changed = await struck('file-changed-206', asked)
  expect(changed.status).toBe(206)
  expect(changed.headers['etag']).not.toBe(whole.headers['etag'])
})

test('validators that are weak, missing, odd or from the future', async () => {
  const { etag, 'last-modified': modified } = (await struck('file-weak-etag')).headers
  expect([etag, modified]).toEqual([`W/${whole.headers['etag'] ?? ''}`, undefined])
  expect((await struck('file-no-validators')).headers).not.toHaveProperty('etag')
  expect((await struck('file-etag')).headers['etag']).toBe('""')
  expect((await struck('file-last-modified')).headers['last-modified']).toContain('2099')
})

test('416 with the true length, a wrong one, and none', async () => {
  expect(await struck('file-416')).toMatchObject({
    status: 416,
    headers: { 'content-range': `bytes */${total()}` }
  })
  const other = await struck('file-416-other')
  expect(other.headers['content-range']).toBe(`bytes */${total() + 1}`)
  expect((await struck('file-416-bare')).headers).not.toHaveProperty('content-range')
})

test('wrong lengths', async () => {
  const length = async (fault: string): Promise<string | undefined> =>
    (await struck(fault, { enough: 1 })).headers['content-length']
  expect(await length('file-length')).toBe('-1')
  expect(await length('file-length=0')).toBe('0')
  expect(await length('file-length=9223372036854775808')).toBe('9223372036854775808')
  expect(await length('file-two-lengths')).toBe(`${total()}, ${total() + 10}`)
  const unknown = await struck('file-no-length')
  expect(unknown.headers).not.toHaveProperty('content-length')
  expect(unknown.body.length).toBeGreaterThanOrEqual(total())
  expect((await struck('file-length-chunked')).headers).toMatchObject({
    'content-length': String(total()),
    'transfer-encoding': 'chunked'
  })
  const longer = await struck('file-longer=500')
  expect([longer.headers['content-length'], longer.body.length]).toEqual([String(total()), total() + 500])
})

test('file-endless', async () => {
  const seen = await struck('file-endless', { enough: 20 * total() })
  expect(seen.end).toBe('open')
  expect(seen.headers).not.toHaveProperty('content-length')
})

test.each([
  ['file-html', 'video/mp4', '<!DOCTYPE html>'],
  ['file-portal', 'text/html', '<!DOCTYPE html>'],
  ['file-json', 'video/mp4', '{"status":"error"'],
  ['file-zip', 'video/mp4', 'PK'],
  ['file-png', 'video/mp4', '\x89PNG'],
  ['file-elf', 'video/mp4', '\x7fELF'],
  ['file-empty', 'video/mp4', ''],
  ['file-byte', 'video/mp4', '\0']
])('%s', async (fault, type, start) => {
  const seen = await struck(fault)
  expect([seen.status, seen.headers['content-type'], seen.headers['content-length']]).toEqual([
    200,
    type,
    String(seen.body.length)
  ])
  expect(seen.body.toString('latin1').startsWith(start)).toBe(true)
  expect(seen.body.length === 0).toBe(fault === 'file-empty')
})

test('file-html-tail', async () => {
  const seen = await struck('file-html-tail')
  expect(seen.body.subarray(4, 8).toString()).toBe('ftyp')
  expect(seen.body.toString('latin1')).toContain('<!DOCTYPE html>')
})

test('file-odd', async () => {
  expect((await struck('file-odd=vp9.webm')).body).toEqual(oddFile('vp9.webm'))
  expect((await struck('file-odd=tail1')).body).toEqual(Buffer.concat([whole.body, Buffer.from('x')]))
  expect((await struck('file-odd')).body.subarray(0, whole.body.length)).toEqual(whole.body)
})

test('file-gzip, file-type and file-disposition', async () => {
  const packed = await struck('file-gzip')
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(packed.body).equals(whole.body)).toBe(true)
  expect((await struck('file-type')).headers['content-type']).toBe('text/html')
  expect((await struck('file-type=missing')).headers).not.toHaveProperty('content-type')
  expect((await struck('file-disposition')).headers['content-disposition']).toContain('../')
})

describe('redirects', () => {
  const location = async (fault: string): Promise<string | undefined> => {
    const seen = await struck(fault)
    expect(seen.status).toBe(302)
    return seen.headers['location']
  }

  test('lead to the file at another path, also with a relative address', async () => {
    for (const fault of ['file-redirect', 'file-redirect-relative']) {
      const target = await location(fault)
      expect(target?.startsWith('..')).toBe(fault === 'file-redirect-relative')
      expect((await exchange(new URL(target ?? '', file).href)).body.equals(whole.body)).toBe(true)
    }
  })

  test('do not apply their own fault at the end', async () => {
    simulator.fault({ fault: 'file-redirect' })
    const target = (await exchange(file)).headers['location'] ?? ''
    expect((await exchange(target)).status).toBe(200)
  })

  test('lead to forbidden addresses', async () => {
    expect(await location('file-redirect-file')).toBe('file:///etc/passwd')
    expect(await location('file-redirect-private')).toMatch(/^http:\/\/10\.0\.0\.1\//)
    expect(await location('file-redirect=http://[::1]/x')).toBe('http://[::1]/x')
    expect(await location('file-redirect-nowhere')).toBeUndefined()
  })

  test('loop, or form a long chain', async () => {
    const circle = await location('file-redirect-loop')
    expect((await exchange(circle ?? '')).headers['location']).toBe(circle?.slice(simulator.url.length))
    let target = new URL((await location('file-redirect-hops=3')) ?? '', file)
    let hops = 1
    let seen = await exchange(target.href)
    while (seen.status === 302) {
      target = new URL(seen.headers['location'] ?? '', target)
      seen = await exchange(target.href)
      hops += 1
    }
    expect([hops, seen.body.equals(whole.body)]).toEqual([3, true])
  })
})
