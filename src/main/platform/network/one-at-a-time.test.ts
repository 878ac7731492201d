import { describe, expect, it } from 'vitest'
import type { HttpOutcome, HttpRequest } from '../../modelslab/transport/http'
import { oneAtATime } from './one-at-a-time'

const request: HttpRequest = {
  method: 'POST',
  url: 'https://example.com/',
  headers: {},
  timeoutMs: 1,
  maximumBytes: 1
}
const answer: HttpOutcome = { kind: 'answered', status: 200, headers: {}, body: '{"id":7}' }

describe('a transport for one request at a time', () => {
  it('delivers a response even if its connection does not close', async () => {
    let closings = 0
    const http = oneAtATime(
      () => ((closings += 1) === 1 ? Promise.resolve() : Promise.reject(new Error('gone'))),
      () => Promise.resolve(answer)
    )
    expect(await http.send(request)).toEqual(answer)
  })

  it("sends the next request only after the last one's connections closed", async () => {
    const steps: string[] = []
    let open: () => void = () => undefined
    const http = oneAtATime(
      () => {
        steps.push('close')
        return steps.length === 3 ? new Promise<void>((resolve) => (open = resolve)) : Promise.resolve()
      },
      () => {
        steps.push('send')
        return Promise.resolve(answer)
      }
    )
    const next = http.send(request).then(() => http.send(request))
    await new Promise((resolve) => setImmediate(resolve))
    expect(steps).toEqual(['close', 'send', 'close'])
    open()
    await next
    expect(steps.slice(0, 5)).toEqual(['close', 'send', 'close', 'close', 'send'])
  })

  it('sends nothing while earlier connections stay open', async () => {
    const http = oneAtATime(
      () => Promise.reject(new Error('gone')),
      () => Promise.reject(new Error('must not be sent'))
    )
    expect(await http.send(request)).toMatchObject({ kind: 'not_sent' })
  })
})
