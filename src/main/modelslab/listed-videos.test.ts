import { describe, expect, it } from 'vitest'
import { answered, testKey, testNowMs } from './testing/answered'
import { readListedPage } from './listed-videos'

const page = (body: unknown, status = 200): ReturnType<typeof readListedPage> =>
  readListedPage(answered(status, body), testKey, testNowMs)
const bare = (remoteId: string): object => ({ remoteId, prompt: null, createdAtMs: null })

describe('the list of generations in an account', () => {
  it('is read in its documented form', () => {
    const body = {
      status: 'success',
      type: 'video',
      data: [
        { id: 12, output: ['https://example.com/12.mp4'] },
        { id: 11, output: [] }
      ],
      pagination: { current_page: 1, per_page: 30, total: 62, last_page: 3, from: 1, to: 30 }
    }
    expect(page(body)).toEqual({ videos: [bare('12'), bare('11')], lastPage: 3 })
  })

  it.each([
    [{ data: { data: [{ id: 12 }] } }],
    [{ data: { items: [{ id: '12' }] } }],
    [{ assets: [{ id: 12 }], pagination: 'none' }],
    [{ data: [{ id: 12 }], pagination: { last_page: -2 } }]
  ])('is read as %j', (body) => {
    expect(page(body)).toEqual({ videos: [bare('12')], lastPage: 1 })
  })

  it('may be empty', () => {
    expect(page({ status: 'success', data: [] })).toEqual({ videos: [], lastPage: 1 })
  })

  it('returns prompt and time if present', () => {
    const data = [
      { id: 3, prompt: 'a boat', created_at: '2026-11-22T11:58:03.000000Z' },
      { id: 2, meta: { prompt: 'a kite' }, created_at: '2026-11-22 11:57:00' },
      { id: 1, prompt: 7, created_at: 'yesterday' }
    ]
    expect(page({ data })?.videos).toEqual([
      { remoteId: '3', prompt: 'a boat', createdAtMs: testNowMs - 117_000 },
      { remoteId: '2', prompt: 'a kite', createdAtMs: testNowMs - 180_000 },
      bare('1')
    ])
  })

  it('skips entries without a usable id, and oversized ones', () => {
    const nonsense = [null, 7, 'x', {}, { id: 0 }, { id: '../x' }]
    const many = Array.from({ length: 5_000 }, (_, index) => ({ id: index + 1 }))
    expect(page({ data: nonsense })?.videos).toEqual([])
    expect(page({ data: many })?.videos).toHaveLength(100)
  })

  it.each([
    [200, '<html>Sign in</html>'],
    [200, '[]'],
    [200, {}],
    [200, { status: 'success', data: 'none' }],
    [200, { status: 'error', message: 'Enterprise only', data: [] }],
    [403, { status: 'error', message: 'This feature requires an enterprise API key' }],
    [404, { status: 'error', message: 'Not found' }],
    [500, { data: [{ id: 12 }] }]
  ])('cannot be read from %i %j', (status, body) => {
    expect(page(body, status)).toBeNull()
  })

  it('cannot be read without an answer', () => {
    expect(readListedPage({ kind: 'not_sent', why: 'dns', detail: '' }, testKey, testNowMs)).toBeNull()
  })

  it('never contains the key [A24]', () => {
    const body = { data: [{ id: 1, prompt: `my key is ${testKey}` }] }
    expect(page(body)?.videos[0]?.prompt).toBe('my key is [hidden]')
  })
})
