import { expect, test } from './support/app/app'
import { pressGenerate, sentPrompts } from './support/window/composer'
import { promptField, signIn } from './support/window/window'

test('sends a row of a table as a request, also after a restart with a long table', async ({ launchApp }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await page.getByRole('button', { name: 'Variables' }).click()
  const far = 'far '.repeat(4_000)
  await page
    .getByRole('textbox', { name: 'List or table' })
    .fill(`city,weather,note\nOslo,snow,${far}\nLima,mist,${far}`)
  await page.keyboard.press('Escape')
  await promptField(page).fill('A {city} street, {weather}')
  await expect(page.getByRole('button', { name: '2 rows' })).toBeVisible()
  // What was typed just now is saved as well.
  await app.relaunch()
  await expect(app.page.getByRole('button', { name: '2 rows' })).toBeVisible()
  await expect(app.page.getByRole('button', { name: /^Generate 2/ })).toBeVisible()
  await pressGenerate(app.page)
  await expect.poll(() => sentPrompts(app.page)).toEqual(['A Lima street, mist', 'A Oslo street, snow'])
  // JSON is one clip, sent as typed.
  const json = '{"shot":"wide | slow dolly-in","audio":"rain | far tram"}'
  await app.page.getByRole('button', { name: '2 rows' }).click()
  await app.page.getByRole('button', { name: 'Clear' }).click()
  await app.page.keyboard.press('Escape')
  await promptField(app.page).fill(json)
  await expect(app.page.getByText('JSON, sent as is.')).toBeVisible()
  await pressGenerate(app.page)
  await expect.poll(() => sentPrompts(app.page)).toEqual(['A Lima street, mist', 'A Oslo street, snow', json])
})
