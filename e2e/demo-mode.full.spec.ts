import { expect, test } from './support/app/app'
import { answerBoxes } from './support/app/main-process'

test('restarts the app in demo mode by "Try it without a key", and back by "Leave demo"', async ({
  launchApp
}) => {
  const app = await launchApp()
  // A restarted process could not be driven, so only its arguments are recorded.
  const nextStart = (): Promise<string[]> =>
    app.electron.evaluate(
      ({ app: electronApp }) =>
        new Promise<string[]>((resolve) => {
          const quit = electronApp.quit.bind(electronApp)
          electronApp.relaunch = (options) => resolve(options?.args ?? [])
          electronApp.quit = () => {
            electronApp.quit = quit
          }
        })
    )

  const [intoDemo] = await Promise.all([
    nextStart(),
    app.page.getByRole('button', { name: 'Try it without a key' }).click()
  ])
  expect(intoDemo.filter((argument) => argument === '--demo')).toEqual(['--demo'])
  expect(intoDemo).toContain(`--user-data-dir=${app.userData}`)

  await app.close()
  await app.start({ args: ['--demo'] })
  await expect(app.page.getByText('Demo: simulated, nothing is charged')).toBeVisible()
  await expect(app.page.getByRole('button', { name: /^Balance/ })).toContainText('$25.00')

  await answerBoxes(app.electron, ['Leave demo'])
  const [outOfDemo] = await Promise.all([
    nextStart(),
    app.page.getByRole('button', { name: 'Leave demo' }).click()
  ])
  expect(outOfDemo).not.toContain('--demo')
})
