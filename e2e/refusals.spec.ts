import { expect, test } from './support/app/app'
import { expectPhase, order, select, signIn, whatNow } from './support/window/window'

const prompt = 'two chess players in a park'

const notCharged = 'Not charged.'
/** Unknown until the balance has settled. */
const balanceSame = /We don’t know yet if you were charged\.|Your balance didn’t change\./

/** Every refusal of a submit: cause, text for the user, cost, and next step. */
const refusals = [
  ['submit-403', 'Your ModelsLab plan doesn’t include Veo 3.1 Fast.', notCharged, 'Choose another model'],
  ['submit-model-404', 'ModelsLab doesn’t know this model.', notCharged, 'Choose another model'],
  ['submit-model-200', 'ModelsLab doesn’t know this model.', notCharged, 'Choose another model'],
  ['submit-failed', 'ModelsLab reported a failure.', balanceSame, 'Copy support report'],
  ['submit-failed-400', '', notCharged, 'Copy support report'],
  [
    'submit-error',
    'The model refused this prompt under its content rules.',
    balanceSame,
    'Try another model'
  ],
  ['submit-error-400', 'The model refused this prompt under its content rules.', notCharged, 'Edit prompt'],
  ['submit-error-field', 'The prompt was rejected by the content filter.', '', 'Edit prompt'],
  ['submit-messege', 'The prompt was rejected by the content filter.', '', 'Edit prompt']
] as const

test('shows the reason of every refusal and keeps the prompt [F11, F13]', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  await signIn(app)
  for (const [fault, words, charge, button] of refusals) {
    simulator.fault({ fault, times: 1 })
    await order(app, { prompt: `refused by ${fault}` })
    await expectPhase(app, `refused by ${fault}`, 'Failed')
    await select(app, `refused by ${fault}`)
    await expect(whatNow(app.page)).toContainText(words)
    await expect(whatNow(app.page)).toContainText(charge)
    await expect(whatNow(app.page).getByRole('button', { name: button })).toBeVisible()
    await expect(whatNow(app.page)).toContainText('Prompt and settings are saved.')
    await expect(whatNow(app.page).getByRole('button', { name: /^Retry/ })).toHaveText('Retry (about $1.92)')
  }
  const { entries, chargedMicrodollars } = simulator.ledger()
  expect(entries.map((entry) => entry.fault)).toEqual(refusals.map(([fault]) => fault))
  expect(chargedMicrodollars).toBe(0)
})

test('marks the field that the API names', async ({ launchApp, simulator }) => {
  simulator.fault({ fault: 'submit-invalid', times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Failed')
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText('prompt is invalid')
  await whatNow(app.page).getByRole('button', { name: 'Edit prompt' }).click()
  const field = app.page.getByRole('textbox', { name: 'Prompt', exact: true })
  await expect(field).toHaveValue(prompt)
  await expect(field).toHaveAttribute('aria-invalid', 'true')
})
