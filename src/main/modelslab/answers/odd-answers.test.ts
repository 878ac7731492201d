import { describe, expect, it } from 'vitest'
import { classifyBalance } from '../account'
import { answered, testKey, testNowMs } from '../testing/answered'
import { classifyPoll } from './poll'
import { classifySubmit } from './submit'

const asPoll = (status: number, body: unknown): ReturnType<typeof classifyPoll> =>
  classifyPoll(answered(status, body), testKey, testNowMs)
const asBalance = (status: number, body: unknown): ReturnType<typeof classifyBalance> =>
  classifyBalance(answered(status, body), testKey, testNowMs)
const asSubmit = (status: number, body: unknown): ReturnType<typeof classifySubmit> =>
  classifySubmit(answered(status, body), testKey, testNowMs)

const noJson: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['null', 'null'],
  ['an empty list', '[]'],
  ['a string', '"ok"'],
  ['a number', '0'],
  ['trailing garbage', '{"status":"success","output":["https://example.com/a.mp4"]} {}'],
  ['a token that is no JSON', '{"status":"success","id":NaN}'],
  ['half an object', '{"status":"success","output":["https://example.com/a'],
  ['a script', 'window.location = "/login"'],
  ['bytes that are no text', '\u0000\ufffd\ufffd{"status":"failed"}']
]

describe('an answer that is not a JSON object', () => {
  it.each(noJson)('%s gives no state of the generation, and is described [A01, A02]', (_name, body) => {
    expect(asPoll(200, body)).toMatchObject({
      kind: 'try_later',
      problem: { code: 'not_the_api', message: 'Something else came in place of ModelsLab’s answer.' }
    })
  })

  it.each(noJson)('%s is not a balance [A01, A25]', (_name, body) => {
    expect(asBalance(200, body)).toMatchObject({ kind: 'not_known', problem: { code: 'not_the_api' } })
  })

  it.each(noJson)('%s leaves a sent request unclear, with the answer kept [A01]', (_name, body) => {
    expect(asSubmit(200, body)).toMatchObject({
      kind: 'unclear',
      raw: body,
      problem: {
        message: expect.stringMatching(
          /may be running and may be charged\. Dailies won’t send it again on its own\.$/
        ) as string
      }
    })
  })

  it.each([
    ['HTML', '<!DOCTYPE html><html><script>alert(1)</script></html>'],
    ['XML', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
    ['HTML after blank lines', '\n\n  <html></html>']
  ])('%s is a web page and not the API, whatever the status [A02]', (_name, body) => {
    for (const status of [200, 302, 404, 502]) {
      expect(asPoll(status, body).kind).toBe('try_later')
      expect(asBalance(status, body).kind).toBe('not_known')
    }
    expect(asPoll(502, body)).toMatchObject({ problem: { code: 'provider_unavailable' } })
    expect(asSubmit(200, body).kind).toBe('unclear')
    expect(JSON.stringify([asPoll(200, body), asBalance(200, body)])).not.toContain('alert')
  })
})

describe('an answer with unusual JSON', () => {
  it('accepts a byte order mark [A01]', () => {
    expect(asPoll(200, '\uFEFF{"status":"processing","id":7}').kind).toBe('processing')
    expect(asBalance(200, '\uFEFF{"data":{"balance":1}}')).toMatchObject({ microdollars: 1_000_000 })
  })

  it('uses the last of duplicate keys [A01]', () => {
    expect(asPoll(200, '{"status":"failed","status":"processing"}').kind).toBe('processing')
    expect(asSubmit(200, '{"status":"processing","id":7,"id":8}')).toMatchObject({ remoteId: '8' })
  })

  it('survives thousands of levels of nesting [A03]', () => {
    const deep = (inner: string): string => `{"status":"processing","meta":${'{"a":'.repeat(5_000)}${inner}`
    expect(asPoll(200, deep(`1${'}'.repeat(5_001)}`)).kind).toBe('processing')
    expect(asPoll(200, deep('1')).kind).toBe('try_later')
  })

  it.each([
    [{ messege: 'The typo speaks.' }, 'The typo speaks.'],
    [{ message: '', messege: ' ', error: 'The third speaks.' }, 'The third speaks.'],
    [{ message: { prompt: ['Too long.', 'Too odd.'] } }, 'prompt: Too long.'],
    [{ message: ['One.', 'Two.'] }, 'One.; Two.'],
    [{ error: { message: 'Within.' } }, 'Within.'],
    [{ message: 'x'.repeat(5_000) }, `${'x'.repeat(599)}…`]
  ])('reads and truncates %j [A04]', (said, theirWords) => {
    expect(asPoll(200, { status: 'failed', ...said })).toMatchObject({
      kind: 'failed',
      problem: { theirWords }
    })
  })

  it.each([[17], [null], [[]], [{}], [{ message: { deep: { deeper: 'no' } } }]])(
    'ignores the message %j [A04]',
    (message) => {
      const outcome = asPoll(200, { status: 'failed', message })
      expect(outcome.kind).toBe('failed')
      expect(JSON.stringify(outcome)).not.toContain('[object')
    }
  )

  it.each(['SUCCESS', ' Success ', 'completed'])('treats "%s" as success [A05]', (status) => {
    expect(asPoll(200, { status, output: ['https://example.com/a.mp4'] }).kind).toBe('finished')
  })

  it.each([['lots'], [-1], [null], [{}], [[43]], [true], ['1e400'], [''], ['4,20']])(
    'treats a balance of %j as unknown, never as 0 [A25]',
    (balance) => {
      expect(asBalance(200, { status: 'success', data: { balance } })).toMatchObject({ kind: 'not_known' })
    }
  )
})
