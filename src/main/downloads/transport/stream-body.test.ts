import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { StreamBody, type MessageStream } from './stream-body'

/** A message whose events are emitted by the test. */
class FakeMessage extends EventEmitter implements MessageStream {
  isPaused = false
  pause = (): void => void (this.isPaused = true)
  resume = (): void => void (this.isPaused = false)
}

let message: FakeMessage
let iterator: AsyncIterator<Uint8Array>
beforeEach(() => {
  message = new FakeMessage()
  iterator = new StreamBody(message)[Symbol.asyncIterator]()
})

const mebibyte = Buffer.alloc(2 ** 20)
const chunk = (text: string): { done: false; value: Buffer } => ({ done: false, value: Buffer.from(text) })
const end = { done: true, value: undefined }

describe('StreamBody', () => {
  it('yields buffered and later chunks to the end', async () => {
    message.emit('data', Buffer.from('a'))
    message.emit('data', Buffer.from('b'))
    expect(await iterator.next()).toEqual(chunk('a'))
    expect(await iterator.next()).toEqual(chunk('b'))
    const next = iterator.next()
    message.emit('data', Buffer.from('c'))
    expect(await next).toEqual(chunk('c'))
    const last = iterator.next()
    message.emit('end')
    message.emit('close')
    expect(await last).toEqual(end)
  })

  it.each(['aborted', 'close', 'error'])('yields everything before it throws for %s', async (event) => {
    message.emit('data', Buffer.from('a'))
    message.emit(event, Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
    expect(await iterator.next()).toEqual(chunk('a'))
    await expect(iterator.next()).rejects.toMatchObject({ failure: 'broken' })
  })

  it('applies backpressure while nobody reads', async () => {
    message.emit('data', Buffer.from('a'))
    expect(message.isPaused).toBe(false)
    message.emit('data', mebibyte)
    expect(message.isPaused).toBe(true)
    await iterator.next()
    await iterator.next()
    const next = iterator.next()
    expect(message.isPaused).toBe(false)
    message.emit('end')
    expect(await next).toEqual(end)
  })
})
