import { expect, test } from './support/app/app'
import { enterKey, fillComposer, pressGenerate } from './support/window/composer'
import {
  balanceChip,
  expectPhase,
  historyLines,
  order,
  select,
  signIn,
  whatNow
} from './support/window/window'

const prompt = 'two chess players in a park'

test('waits out a rate limit, then resumes by itself [F10]', async ({ launchApp, simulator }) => {
  simulator.fault({ fault: 'submit-429', value: 3, times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Waiting for a free slot')
  await expect(app.page.getByRole('contentinfo', { name: 'Queue' })).toContainText(/Retrying in 0:0\d/)
  await expectPhase(app, prompt, 'Safe on disk')
  await select(app, prompt)
  await expect(historyLines(app.page)).toContainText([
    'Queued',
    'Sending',
    'Queued',
    'Sending',
    'Sent',
    '',
    ''
  ])

  const { entries, chargedMicrodollars } = simulator.ledger()
  expect(entries.map(({ accepted }) => accepted)).toEqual([false, true])
  expect(chargedMicrodollars).toBe(1_920_000)
})

test('waits for another key when the current one is rejected [F11, F64]', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  await signIn(app)
  simulator.fault({ fault: 'submit-401' })
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Waiting for your key')
  await expect(
    app.page.getByText('ModelsLab rejected this key. Nothing was sent or charged.').first()
  ).toBeVisible()
  expect(simulator.ledger().entries).toMatchObject([{ accepted: false }])

  await select(app, prompt)
  await expect(whatNow(app.page).getByRole('button')).toHaveText(['Replace key', 'Open dashboard', 'Cancel'])
  await whatNow(app.page).getByRole('button', { name: 'Replace key' }).click()
  simulator.fault({ fault: 'submit-401', times: 0 })
  await enterKey(app.page, 'another-key-for-tests')
  await app.page.keyboard.press('Escape')
  await expectPhase(app, prompt, 'Safe on disk')
  expect(simulator.ledger().entries).toMatchObject([{ accepted: false }, { accepted: true }])
})

test.describe('with little credit', () => {
  test.use({ simulatorSettings: { balanceMicrodollars: 110_000 } })

  test('waits for credit, and resumes when there is more [F11]', async ({ launchApp, simulator }) => {
    const app = await launchApp()
    await signIn(app)
    await fillComposer(app.page, { prompt })
    await pressGenerate(app.page)
    const review = app.page.getByRole('dialog', { name: 'Review before sending' })
    await expect(review).toContainText('Balance $0.11 doesn’t cover this (about $1.92)')
    expect(simulator.ledger().entries).toEqual([])
    await review.getByRole('button', { name: 'Send, wait for credit' }).click()
    await expectPhase(app, prompt, 'Waiting for credit')
    await select(app, prompt)
    await expect(whatNow(app.page)).toContainText('Your ModelsLab balance is too low for this clip')
    await expect(whatNow(app.page)).toContainText('Your prompt is kept in the queue.')
    await expect(whatNow(app.page).getByRole('button')).toHaveText(['Add credit', 'Retry', 'Cancel'])

    // Retrying without more credit sends nothing.
    await whatNow(app.page).getByRole('button', { name: 'Retry' }).click()
    await expect.poll(() => simulator.ledger().requests['balance']).toBeGreaterThan(2)
    await expectPhase(app, prompt, 'Waiting for credit')
    expect(simulator.ledger().entries).toHaveLength(1)

    simulator.set({ balanceMicrodollars: 5_000_000 })
    await whatNow(app.page).getByRole('button', { name: 'Retry' }).click()
    await expectPhase(app, prompt, 'Safe on disk')
    await expect(balanceChip(app.page)).toHaveText('$3.08')
    expect(simulator.ledger().entries).toMatchObject([{ accepted: false }, { accepted: true }])
  })
})

test('reports a job that fails after it was accepted, in every form [A04]', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  await signIn(app)
  for (const form of ['failed', 'error', 'messege', 'failed-400'] as const) {
    simulator.fault({ fault: 'job-fails', value: form, times: 1 })
    await order(app, { prompt: `fails as ${form}` })
    await expectPhase(app, `fails as ${form}`, 'Failed')
  }
  await app.page.getByRole('button', { name: /^1 more/ }).click()
  await select(app, 'fails as failed')
  await expect(whatNow(app.page)).toContainText('ModelsLab reported a failure.')
  await expect(whatNow(app.page)).toContainText('Your balance went down by $1.92.')
  expect(simulator.ledger().entries.map(({ accepted }) => accepted)).toEqual([true, true, true, true])
})
