import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { startSecond } from './support/app/second-start'
import { projectFolder } from './support/project'
import { promptField, signIn } from './support/window/window'

const link = (text: string): string => `dailies://prompt?text=${encodeURIComponent(text)}`

test('fills in the prompt of a link, at a start and in a running app, and sends nothing [D17]', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  await signIn(app)
  await promptField(app.page).fill('what I typed')
  await startSecond(app, { args: [link('A gull {one|two}\nat dusk')] })
  await expect(promptField(app.page)).toHaveValue('A gull \\{one\\|two\\}\nat dusk')
  await expect(app.page.getByText('Filled in from a link')).toBeVisible()
  await app.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(promptField(app.page)).toHaveValue('what I typed')
  await startSecond(app, { args: [`${link('of another shape')}&send=1`] })
  await app.close()

  await app.start({ args: [link('A boat at dawn')] })
  await expect(promptField(app.page)).toHaveValue('A boat at dawn')
  await app.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(promptField(app.page)).toHaveValue('what I typed')
  expect(simulator.ledger().entries).toEqual([])
})

test('takes files that were dropped on its icon, at a start and in a running app', async ({
  launchApp,
  freshFolder
}) => {
  const folder = await freshFolder()
  const clips = join(projectFolder, 'src/simulator/clips')
  const names = ['first film.mp4', 'second film.mp4'] as const
  await cp(join(clips, '16x9-dusk.mp4'), join(folder, names[0]))
  await cp(join(clips, '1x1-morning.mp4'), join(folder, names[1]))
  const app = await launchApp()
  await signIn(app)
  const imported = async (): Promise<readonly (string | null | undefined)[]> => {
    const page = await callApp(app.page, 'generations.page', {
      view: 'all',
      text: '',
      before: null,
      limit: 5
    })
    return page.items.map(({ request }) => request.prompt).toSorted()
  }
  await startSecond(app, { args: [names[0]], cwd: folder })
  await expect.poll(imported).toEqual(['first film'])
  await app.close()
  await app.start({ args: [`file://${folder}/second%20film.mp4`] })
  await expect.poll(imported).toEqual(['first film', 'second film'])
})
