import { describe, expect, it } from 'vitest'
import { answered, testKey, testNowMs } from './testing/answered'
import { classifyModelPage } from './model-list'

const listed = (status: number, body: unknown): ReturnType<typeof classifyModelPage> =>
  classifyModelPage(answered(status, body), testKey, testNowMs)
const entry = (id: string): object => ({ model_id: id, name: `Model ${id}` })

describe('ModelsLab’s list of models', () => {
  it.each([
    [{ status: 'success', data: [entry('a')] }],
    [{ data: { items: [entry('a')] } }],
    [{ models: [entry('a')] }],
    [{ results: [entry('a')] }],
    [[entry('a')]]
  ])('is read from %j', (body) => {
    expect(listed(200, body)).toEqual({
      kind: 'listed',
      models: [{ id: 'a', name: 'Model a', isTextToVideo: true }],
      pageCount: 1
    })
  })

  it('of 50,000 entries keeps what can be shown, without duplicates and entries without an id [A23]', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => entry(`made-up-${index}`))
    const outcome = listed(200, {
      data: [entry('a'), entry('a'), {}, null, 7, { model_id: '../x' }, ...many]
    })
    const ids = outcome.kind === 'listed' ? outcome.models.map(({ id }) => id) : []
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeLessThanOrEqual(5_000)
    expect(ids.slice(0, 2)).toEqual(['a', 'made-up-0'])
  })

  it('treats names as text [A23]', () => {
    const name = '<img src=x onerror=alert(1)>\n\u202eevil'
    expect(listed(200, [{ model_id: 'a', name }])).toMatchObject({
      models: [{ id: 'a', name: '<img src=x onerror=alert(1)> evil' }]
    })
  })

  it.each([
    [401, { status: 'error', message: 'Invalid API key' }, 'key_rejected'],
    [200, { status: 'error', message: 'Invalid Api Key' }, 'key_rejected'],
    [200, { data: [] }, 'provider_unavailable'],
    [200, '<html>Sign in</html>', 'not_the_api'],
    [503, [entry('a')], 'provider_unavailable']
  ])('is unavailable after %i %j', (status, body, code) => {
    expect(listed(status, body)).toMatchObject({ kind: 'failed', problem: { code } })
  })

  it('is unavailable without a connection', () => {
    const outcome = classifyModelPage({ kind: 'not_sent', why: 'dns', detail: '' }, testKey, testNowMs)
    expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'offline' } })
  })
})
