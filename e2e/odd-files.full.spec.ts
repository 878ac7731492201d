import { expect, test, type RunningApp } from './support/app/app'
import { lookAt, resizeWindow } from './support/window/screens'
import { expectPhase, fact, order, select, signIn, whatNow } from './support/window/window'

/** Makes a clip with an unusual file and selects it. */
async function bring(
  app: RunningApp,
  { prompt, phase = 'Safe on disk' }: { readonly prompt: string; readonly phase?: string }
): Promise<void> {
  await order(app, { prompt })
  await expectPhase(app, prompt, phase)
  await select(app, prompt)
}

test('explains each odd file, offers what is possible, and shows what it can', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  const still = app.page.getByText('it drags and exports as usual')
  await signIn(app)

  simulator.fault({ fault: 'file-odd', value: 'log', times: 1 })
  await bring(app, { prompt: 'a kite with a line behind it' })
  await expect(fact(app.page, 'Format')).toHaveText('MP4, unusual file')
  await expect(fact(app.page, 'File')).toContainText('verified')
  await lookAt(app, 'unusual-file')

  simulator.fault({ fault: 'file-odd', value: 'vp9.webm', times: 1 })
  await bring(app, { prompt: 'a heron in another format' })
  await expect(fact(app.page, 'Format')).toHaveText('WebM')
  await expect(fact(app.page, 'Editors')).toContainText('Premiere Pro')
  await expect(fact(app.page, 'File name')).toContainText('.webm')
  await expect(still).toBeHidden()
  await lookAt(app, 'webm-file')

  simulator.fault({ fault: 'file-odd', value: 'c2pa', times: 1 })
  await bring(app, { prompt: 'a lantern that is signed' })
  await expect(fact(app.page, 'Origin')).toHaveText('Carries Content Credentials, kept byte for byte')
  await lookAt(app, 'content-credentials')

  for (const [value, codec] of [
    ['hevc.mp4', 'HEVC'],
    ['mpeg4.mp4', 'MPEG-4 Part 2'],
    ['prores.mov', 'ProRes']
  ] as const) {
    simulator.fault({ fault: 'file-odd', value, times: 1 })
    await bring(app, { prompt: `a gate in ${codec}` })
    await expect(app.page.getByText(`Can’t be shown here (${codec});`)).toBeVisible()
    await expect(whatNow(app.page)).toBeHidden()
  }
  await lookAt(app, 'cannot-be-shown')

  simulator.fault({ fault: 'file-odd', value: 'cut', times: 2 })
  await bring(app, { prompt: 'a damaged boat', phase: 'Not saved' })
  await expect(whatNow(app.page)).toContainText('The same damaged file arrived twice')
  await resizeWindow(app, 900, 640)
  await lookAt(app, 'held-file')
  await resizeWindow(app, 1280, 800)
  await whatNow(app.page).getByRole('button', { name: 'Keep it anyway' }).click()
  await expectPhase(app, 'a damaged boat', 'Kept as it arrived')
  await expect(app.page.getByText('Kept as it arrived, not checked')).toBeVisible()
  await lookAt(app, 'kept-file')
  expect(simulator.ledger().entries).toHaveLength(7)
})
