import { expect, test } from './support/app/app'
import { fillComposer } from './support/window/composer'
import { signIn } from './support/window/window'

test('adapts the form to the model and says what changed', async ({ launchApp }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await fillComposer(page, { prompt: 'a boat', modelId: 'kling-v2-5-turbo-t2v' })
  await expect(page.getByText('Duration: 10 s (8 s isn’t available)')).toBeVisible()
  await page.getByRole('button', { name: 'Duration: 10 s' }).click()
  await expect(page.getByRole('radiogroup', { name: 'Duration' }).getByRole('radio')).toHaveText([
    '5 s',
    '10 s'
  ])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('switch', { name: 'Audio' })).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Negative prompt' })).toHaveCount(0)
})
