import { expect, test } from './support/app/app'
import { videosIn } from './support/files/folder'
import { orderWithoutAnswer } from './support/window/unconfirmed'
import {
  cards,
  expectPhase,
  fact,
  inspector,
  order,
  question,
  select,
  signIn,
  whatNow,
  unconfirmedPhase
} from './support/window/window'
import { lookAt } from './support/window/screens'

const prompt = 'a market at dawn'

test('checks the account for signs of an accepted request', async ({ launchApp, simulator }) => {
  simulator.fault({ fault: 'job-stuck' })
  const app = await launchApp()
  await orderWithoutAnswer(app, simulator, prompt, 'taken')
  await whatNow(app.page).getByRole('button', { name: 'Check my account' }).click()
  await expect(whatNow(app.page).getByRole('definition')).toHaveText([
    '$25.00',
    '$23.08',
    '1, not in Dailies'
  ])
  await expect(whatNow(app.page)).toContainText('You were charged $1.92, so ModelsLab took it.')
  await expect(fact(app.page, 'Cost')).toHaveText('$1.92')
  await expect(
    whatNow(app.page).getByRole('button', { name: 'Send again anyway' })
  ).toHaveAccessibleDescription('Costs about $1.92. You pay twice: the first one was charged.')
  await expectPhase(app, prompt, unconfirmedPhase)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('warns about a charge while sending, and keeps what arrives after hiding [F14]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'submit-slow', value: 1_000_000, times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Sending')
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText(
    'It’s being sent now, so it may be charged. Hiding it doesn’t stop or refund it.'
  )
  await expect(whatNow(app.page).getByRole('button')).toHaveText(['Hide'])
  await whatNow(app.page).getByRole('button', { name: 'Hide' }).click()
  await expect(cards(app.page, prompt)).toHaveCount(0)
  simulator.set({ advanceSeconds: 1_000_000 })
  await expect.poll(() => videosIn(app.libraryFolder)).toHaveLength(1)
  expect(simulator.ledger().entries).toMatchObject([{ accepted: true }])
})

test('checks the account for signs of a dropped request', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await orderWithoutAnswer(app, simulator, prompt, 'thrown away')
  await whatNow(app.page).getByRole('button', { name: 'Check my account' }).click()
  await expect(whatNow(app.page).getByRole('definition')).toHaveText(['$25.00', '$25.00', '0'])
  await expect(whatNow(app.page)).toContainText('Your balance hasn’t gone down.')
  expect(simulator.ledger().entries).toMatchObject([{ accepted: false }])
})

test('proposes the accepted clip and attaches it on a click [F05, F08]', async ({ launchApp, simulator }) => {
  simulator.fault([{ fault: 'job-finish-after=0' }, { fault: 'account-assets', value: 'described' }])
  const app = await launchApp()
  await orderWithoutAnswer(app, simulator, prompt, 'taken')
  const { remoteId } = simulator.ledger().entries[0]!
  await whatNow(app.page).getByRole('button', { name: 'Check my account' }).click()
  await expect(whatNow(app.page)).toContainText('Your account has a clip with this exact prompt')
  await expect(whatNow(app.page).getByRole('listitem').filter({ hasText: remoteId! })).toContainText(
    'The same prompt'
  )
  await expect(whatNow(app.page).getByRole('button').first()).toHaveAccessibleName(
    `Use this ID: ${remoteId!}`
  )
  await expectPhase(app, prompt, unconfirmedPhase)
  await lookAt(app, 'unconfirmed-checked')
  await whatNow(app.page)
    .getByRole('button', { name: `Use this ID: ${remoteId!}` })
    .click()
  await expectPhase(app, prompt, 'Safe on disk')
  expect(simulator.ledger().entries).toMatchObject([{ accepted: true }])
})

test('refuses the id of another clip and says whose it is [A20]', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt: 'an earlier clip' })
  await expectPhase(app, 'an earlier clip', 'Safe on disk')
  simulator.fault({ fault: 'submit-reset', times: 1 })
  await order(app, { prompt })
  await expectPhase(app, prompt, unconfirmedPhase)
  await select(app, prompt)
  await whatNow(app.page).getByRole('button', { name: 'Check my account' }).click()
  await expect(whatNow(app.page)).toContainText('A clip that’s still running may not be listed yet.')
  await whatNow(app.page).getByRole('button', { name: 'Enter the ModelsLab ID' }).click()
  await inspector(app.page)
    .getByRole('textbox', { name: 'Its ID, from your ModelsLab dashboard' })
    .fill(simulator.ledger().entries[0]!.remoteId!)
  await inspector(app.page).getByRole('button', { name: 'Follow this ID' }).click()
  await expect(whatNow(app.page).getByRole('alert')).toContainText(
    'This ID belongs to another clip: “an earlier clip”.'
  )
  await expectPhase(app, prompt, unconfirmedPhase)
})

test('marks a request as not sent when the user says so', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await orderWithoutAnswer(app, simulator, prompt, 'thrown away')
  await whatNow(app.page).getByRole('button', { name: 'Mark as not sent' }).click()
  await expectPhase(app, prompt, 'Failed')
  await expect(whatNow(app.page)).toContainText('You marked this as not sent.')
  await expect(whatNow(app.page).getByRole('button', { name: 'Enter the ModelsLab ID' })).toBeVisible()
  expect(simulator.ledger().entries).toMatchObject([{ accepted: false }])
})

test('sends again only after showing the cost', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await orderWithoutAnswer(app, simulator, prompt, 'taken')
  await whatNow(app.page).getByRole('button', { name: 'Send again anyway' }).click()
  await expect(question(app.page)).toContainText(
    'The first one was charged, so you pay twice: this one costs about $1.92 more.'
  )
  await question(app.page).getByRole('button', { name: 'Cancel' }).click()
  await expectPhase(app, prompt, unconfirmedPhase)
  expect(simulator.ledger().entries).toHaveLength(1)

  await whatNow(app.page).getByRole('button', { name: 'Send again anyway' }).click()
  await question(app.page).getByRole('button', { name: 'Send again anyway' }).click()
  await expect(cards(app.page, prompt)).toHaveCount(2)
  // What needs you stands above the day's pictures.
  await expect(cards(app.page, prompt).last()).toHaveAccessibleName(/Safe on disk/, { timeout: 150_000 })
  await expect(cards(app.page, prompt).first()).toHaveAccessibleName(/Failed/)
  const { entries, chargedMicrodollars } = simulator.ledger()
  expect(entries.map((entry) => entry.prompt)).toEqual([prompt, prompt])
  expect(chargedMicrodollars).toBe(2 * 1_920_000)
})
