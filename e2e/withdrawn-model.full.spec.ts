import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { lookAt } from './support/window/screens'
import { expectPhase, select, signIn, whatNow } from './support/window/window'

const model = ({ page }: RunningApp) => page.getByRole('combobox', { name: /^Model/ })

test("marks a model as withdrawn on ModelsLab's word and offers another one", async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  simulator.fault({ fault: 'submit-model-gone', times: 1 })
  const request = { modelId: 'veo-3.1-fast', durationSeconds: 4 }
  await callApp(page, 'generations.create', {
    pressId: crypto.randomUUID(),
    requests: [
      { ...request, prompt: 'a boat' },
      { ...request, prompt: 'a pier' }
    ]
  })
  await expectPhase(app, 'a boat', 'Failed')
  await expectPhase(app, 'a pier', 'Model is gone')
  expect(simulator.ledger().entries).toHaveLength(1)
  await expect(model(app)).not.toContainText('Veo 3.1 Fast')
  await expect(page.getByText(/^Veo 3\.1 Fast is gone, so the form is set to /)).toBeVisible()

  await select(app, 'a boat')
  await expect(whatNow(page)).toContainText('Model veo-3.1-fast is no longer available')
  await expect(whatNow(page).getByRole('button').first()).toHaveText('Run again on…')
  await expect(whatNow(page).getByRole('button', { name: /^Retry/ })).toHaveCount(0)
  await lookAt(app, 'model-gone-failed')
  await select(app, 'a pier')
  await lookAt(app, 'model-gone-held')
  await whatNow(page).getByRole('button', { name: 'Try it again' }).click()
  await expectPhase(app, 'a pier', 'Safe on disk')
})
