import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallInput } from '@shared/contract'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { createServices, type Services } from '$lib/services'

let fake: FakeBridge
let services: Services

const creations = (): CallInput<'generations.create'>[] =>
  fake.calls
    .filter(({ name }) => name === 'generations.create')
    .map(({ input }) => input as CallInput<'generations.create'>)
const prompts = (): string[][] => creations().map(({ requests }) => requests.map(({ prompt }) => prompt))
const overCap = {
  code: 'cap_reached',
  message: 'That is over your limit.',
  retryable: true,
  charged: 'no'
} as const

beforeEach(async () => {
  vi.useFakeTimers()
  fake = new FakeBridge()
  services = createServices(fake.bridge)
  await services.app.start()
  services.composer.form.change({ prompt: 'A boat' })
})
afterEach(() => {
  services.app.destroy()
  vi.useRealTimers()
})

describe('sending a batch', () => {
  it('creates one batch and keeps the prompt', async () => {
    services.composer.form.change({ prompt: 'A {red|blue} boat' })
    expect(await services.press.generate()).toBe(true)
    expect(prompts()).toEqual([['A red boat', 'A blue boat']])
    expect(services.composer.form.request.prompt).toBe('A {red|blue} boat')
  })

  it('asks first when characters of the prompt were lost', async () => {
    services.composer.form.change({ prompt: 'Un caf\uFFFD' })
    expect(await services.press.generate()).toBe(false)
    expect(services.window.panel).toBe('preview')
    expect(prompts()).toEqual([])
    expect(await services.press.send()).toBe(true)
    expect(prompts()).toEqual([['Un caf\uFFFD']])
  })

  it('creates one batch from repeated events of one click [F12]', async () => {
    const open = fake.hold('generations.create')
    const first = services.press.generate()
    await services.press.generate()
    open()
    await first
    await services.press.generate()
    expect(creations()).toHaveLength(1)
  })

  it('uses a new press id for a later click', async () => {
    await services.press.generate()
    await vi.advanceTimersByTimeAsync(30_000)
    await services.press.generate()
    expect(new Set(creations().map(({ pressId }) => pressId)).size).toBe(2)
  })

  it('reuses the press id after a failure for the same requests only [F12]', async () => {
    fake.fail('generations.create', { code: 'bug', message: 'It failed.', retryable: false })
    expect(await services.press.generate()).toBe(false)
    await vi.advanceTimersByTimeAsync(400)
    services.composer.form.change({ prompt: 'A kite' })
    await services.press.generate()
    await vi.advanceTimersByTimeAsync(400)
    services.composer.form.change({ prompt: 'A boat' })
    await services.press.generate()
    await vi.advanceTimersByTimeAsync(30_000)
    await services.press.generate()
    const [failed, other, again, next] = creations().map(({ pressId }) => pressId)
    expect(again).toBe(failed)
    expect(new Set([failed, other, next]).size).toBe(3)
  })

  it('marks the field named in an error until it is changed', async () => {
    const message = 'Veo 3.1 Fast doesn’t make 12-second clips. Pick 4, 6 or 8.'
    const problem = { code: 'bad_request', field: 'durationSeconds', message, retryable: false } as const
    fake.fail('generations.create', problem)
    expect(await services.press.generate()).toBe(false)
    expect(services.composer.plan.problemOf('durationSeconds')).toBe(message)
    services.composer.form.change({ durationSeconds: 4 })
    expect(services.composer.plan.problemOf('durationSeconds')).toBeNull()
  })
})

describe('confirmation before sending', () => {
  it('asks above the number of clips the user set', async () => {
    fake.setState({ settings: { ...fake.state.settings, askAboveCount: 2 } })
    services.composer.form.setTakes(3)
    expect(await services.press.generate()).toBe(false)
    expect(creations()).toEqual([])
    expect(services.window.panel).toBe('preview')
    expect(await services.press.send()).toBe(true)
    expect(creations()[0]?.requests).toHaveLength(3)
  })

  it('asks above the cost the user set', async () => {
    fake.setState({ settings: { ...fake.state.settings, askAboveMicrodollars: 1_000_000 } })
    expect(await services.press.generate()).toBe(false)
    expect(services.window.panel).toBe('preview')
  })

  it('asks when a price is not known, even for a small total', async () => {
    services.composer.form.chooseModel('veo3')
    expect(await services.press.generate()).toBe(false)
    expect([services.window.panel, creations()]).toEqual(['preview', []])
    expect(await services.press.send()).toBe(true)
  })
})

describe('a cap', () => {
  it('is reported, and can be exceeded with the same press id', async () => {
    fake.fail('generations.create', overCap)
    expect(await services.press.generate()).toBe(false)
    expect(services.press.question).toEqual(overCap)
    expect(services.window.panel).toBe('preview')
    await vi.advanceTimersByTimeAsync(400)
    expect(await services.press.sendAnyway()).toBe(true)
    const [first, second] = creations()
    expect(second).toEqual({ ...first, overCap: true })
    expect(services.press.question).toBeNull()
  })
})

describe('sending the same form again', () => {
  it('asks within half a minute and shows the time since the last send', async () => {
    await services.press.generate()
    await vi.advanceTimersByTimeAsync(8_000)
    expect(await services.press.generate()).toBe(false)
    expect([services.window.panel, services.press.repeatedAfterMs, creations().length]).toEqual([
      'preview',
      8_000,
      1
    ])
    expect(await services.press.send()).toBe(true)
    expect(creations()).toHaveLength(2)
  })

  it('does not ask for another prompt, or later', async () => {
    await services.press.generate()
    await vi.advanceTimersByTimeAsync(400)
    services.composer.form.change({ prompt: 'A kite' })
    expect(await services.press.generate()).toBe(true)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await services.press.generate()).toBe(true)
    services.press.preview()
    expect(services.press.repeatedAfterMs).toBe(0)
    services.composer.form.change({ prompt: 'A gull' })
    services.press.preview()
    expect(services.press.repeatedAfterMs).toBeNull()
  })
})

describe('undoing a batch not sent yet', () => {
  const hold = (...pressIds: readonly string[]): void => {
    const held = pressIds.map((pressId) => ({ pressId, count: 2, untilMs: Date.now() + 3_000 }))
    fake.setState({ sending: { ...fake.state.sending, held } })
  }

  it('restores the form, and sending it again needs no confirmation', async () => {
    services.composer.form.setTakes(2)
    await services.press.generate()
    hold(creations()[0]!.pressId)
    expect([services.press.held?.count, services.press.isFormHeld]).toEqual([2, true])
    services.composer.form.change({ prompt: 'Something else' })
    expect(services.press.isFormHeld).toBe(false)
    await services.press.undo()
    expect([services.composer.form.request.prompt, services.composer.form.takes]).toEqual(['A boat', 2])
    services.composer.filling.undo()
    expect(services.composer.form.request.prompt).toBe('Something else')
    await vi.advanceTimersByTimeAsync(400)
    services.composer.form.change({ prompt: 'A boat' })
    expect(services.toasts.toasts.at(-1)?.text).toBe('Not sent. Nothing was charged.')
    expect(await services.press.generate()).toBe(true)
  })

  it('asks before sending the same form again, even after another one', async () => {
    for (const prompt of ['A boat', 'A kite']) {
      services.composer.form.change({ prompt })
      expect(await services.press.generate()).toBe(true)
      await vi.advanceTimersByTimeAsync(400)
    }
    services.composer.form.change({ prompt: 'A boat' })
    expect(await services.press.generate()).toBe(false)
    expect([services.window.panel, creations().length]).toEqual(['preview', 2])
  })

  it('asks before sending the same form again when part of it had gone', async () => {
    services.composer.form.setTakes(2)
    await services.press.generate()
    hold(creations()[0]!.pressId)
    fake.sentOfHeld = 1
    await services.press.undo()
    await vi.advanceTimersByTimeAsync(400)
    expect(services.toasts.toasts.at(-1)?.text).toBe('1 clip not sent. 1 had already gone.')
    expect(await services.press.generate()).toBe(false)
    expect([services.window.panel, creations().length]).toEqual(['preview', 1])
  })

  it('undoes the latest batch first', async () => {
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()]
    hold(first, second)
    await services.press.undo()
    expect(fake.calls.at(-1)).toEqual({ name: 'generations.undoPress', input: { pressId: second } })
    expect(services.press.held?.pressId).toBe(first)
  })
})

describe('a cap question for selected rows', () => {
  it('sends only the selected rows', async () => {
    services.composer.form.change({ prompt: 'A {red|blue} boat' })
    services.press.preview()
    const { review } = services
    review.tick([review.groups[0]!.orders[0]!.key], false)
    fake.fail('generations.create', overCap)
    expect(await services.press.send({ waitForCredit: true }, review.chosen)).toBe(false)
    await vi.advanceTimersByTimeAsync(400)
    expect(await services.press.sendAnyway()).toBe(true)
    expect(creations()[1]).toMatchObject({ overCap: true, waitForCredit: true })
    expect(prompts()[1]).toEqual(['A blue boat'])
  })
})

describe('a balance that is too low', () => {
  const balance = (microdollars: number): void =>
    fake.setState({
      balance: { microdollars, atMs: 1 },
      settings: { ...fake.state.settings, askAboveCount: 64 }
    })
  const sixteen = (): void =>
    services.composer.form.change({ prompt: `A boat {${'abcdefghijklmnop'.split('').join('|')}}` })
  const each = (): number => services.prices.amount(services.composer.form.request) ?? 0

  it('always asks, even when nothing else needs confirmation', async () => {
    balance(each() - 1)
    expect(await services.press.generate()).toBe(false)
    expect([services.window.panel, creations()]).toEqual(['preview', []])
    balance(each())
    expect(await services.press.generate()).toBe(true)
  })

  it('includes waiting and running clips', async () => {
    balance(each())
    fake.setState({ committed: { microdollars: 1, unpricedCount: 0 } })
    expect(await services.press.generate()).toBe(false)
  })

  it('can send what it covers in order and keep the rest for the next review', async () => {
    sixteen()
    balance(each() * 10)
    services.press.preview()
    const { review } = services
    expect(review.coverage).toMatchObject({ covered: 10, count: 16 })
    expect(await services.press.send({}, review.chosen.slice(0, 10))).toBe(true)
    expect(prompts()[0]).toEqual('abcdefghij'.split('').map((letter) => `A boat ${letter}`))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await services.press.generate()).toBe(false)
    expect(review.chosen.map(({ request }) => request.prompt)).toEqual(
      'klmnop'.split('').map((letter) => `A boat ${letter}`)
    )
    expect(await services.press.send({ waitForCredit: true }, review.chosen)).toBe(true)
    expect(creations()[1]).toMatchObject({ waitForCredit: true })
    // Everything was sent, so the same form is a new press.
    expect([review.isPartlySent, review.count]).toEqual([false, 16])
  })

  it('lists undone clips again in the review', async () => {
    sixteen()
    services.press.preview()
    await services.press.send({}, services.review.chosen.slice(0, 10))
    const { pressId } = creations()[0]!
    fake.setState({ sending: { ...fake.state.sending, held: [{ pressId, count: 10, untilMs: 1 }] } })
    await services.press.undo()
    expect(services.review.count).toBe(16)
  })

  it('asks in the review when only the main process detects it', async () => {
    const problem = { code: 'balance_short', message: 'Balance $1.00.', retryable: true } as const
    fake.fail('generations.create', problem)
    expect(await services.press.generate()).toBe(false)
    expect([services.press.question, services.window.panel]).toEqual([problem, 'preview'])
  })

  it('asks when a waiting clip is sent', async () => {
    const waiting = fakeGeneration({ state: 'queued', waitingFor: 'click' })
    fake.add(waiting)
    const { actions, confirm } = services
    fake.fail('generations.release', { code: 'balance_short', message: 'Balance $1.00.', retryable: true })
    const released = actions.release(waiting.id)
    await vi.waitFor(() => expect(confirm.question?.confirm).toBe('Send, wait for credit'))
    confirm.answer(true)
    await released
    expect(fake.calls.filter(({ name }) => name === 'generations.release').at(-1)?.input).toEqual({
      ids: [waiting.id],
      waitForCredit: true
    })
  })
})

describe('the review before sending', () => {
  beforeEach(() => services.composer.form.change({ prompt: 'A {red|blue} boat' }))

  it('sends only selected rows, and updates price and count', async () => {
    services.composer.form.setTakes(2)
    services.press.preview()
    const { review } = services
    const [red] = review.groups[0]!.orders
    expect([review.groups.length, red!.count]).toEqual([2, 2])
    const whole = review.price.about
    review.tick([red!.key], false)
    expect([review.chosen.length, review.price.about]).toEqual([2, whole / 2])
    await services.press.send({}, review.chosen)
    expect(prompts()).toEqual([['A blue boat', 'A blue boat']])
  })

  it('selects every row when it opens again', () => {
    services.press.preview()
    services.review.tick(
      services.review.groups.flatMap(({ orders }) => orders.map(({ key }) => key)),
      false
    )
    expect(services.review.chosen).toEqual([])
    services.press.preview()
    expect(services.review.chosen).toHaveLength(2)
  })
})
