import type { Locator, Page } from '@playwright/test'
import type { GenerationRequest } from '../../../src/shared/request'
import { findModel } from '../../../src/shared/catalogue/models'
import { callApp } from '../app/bridge'
import { estimatedPrice, initialRequest } from '../../../src/shared/catalogue/request-body'

/** Form values to set; others keep the app's defaults. */
export type Wish = Pick<GenerationRequest, 'prompt'> &
  Partial<Pick<GenerationRequest, 'modelId' | 'aspectRatio' | 'durationSeconds' | 'generateAudio'>>

/** Picks a value of a setting, whose choices open below it. */
export async function choose(
  page: Page,
  setting: string,
  name: string,
  form: Page | Locator = page
): Promise<void> {
  await form.getByRole('button', { name: new RegExp(`^${setting}:`) }).click()
  await page.getByRole('radiogroup', { name: setting }).getByRole('radio', { name, exact: true }).click()
}

/** Enters a key on the first screen. */
export async function enterKey(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key', { exact: true }).fill(key)
  await page.getByRole('button', { name: 'Save key' }).click()
}

export async function fillComposer(page: Page, wish: Wish): Promise<void> {
  if (wish.modelId !== undefined) {
    await page.getByRole('combobox', { name: /^Model/ }).click()
    const name = findModel(wish.modelId)?.name ?? wish.modelId
    await page
      .getByRole('option')
      .filter({ has: page.getByText(name, { exact: true }) })
      .click()
  }
  if (wish.aspectRatio !== undefined) await choose(page, 'Aspect ratio', wish.aspectRatio)
  if (wish.durationSeconds !== undefined) await choose(page, 'Duration', `${wish.durationSeconds} s`)
  if (wish.generateAudio !== undefined)
    await page.getByRole('switch', { name: 'Audio' }).setChecked(wish.generateAudio)
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(wish.prompt)
}

export async function pressGenerate(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Generate/ }).click()
}

/** Sends the list that a press previews. */
export async function sendShownList(page: Page): Promise<void> {
  await page
    .getByRole('dialog', { name: 'Review before sending' })
    .getByRole('button', { name: /^Send/ })
    .click()
}

/** Requests a clip, and confirms the preview of an unknown price. */
export async function generate(page: Page, wish: Wish): Promise<void> {
  await fillComposer(page, wish)
  await pressGenerate(page)
  const model = wish.modelId === undefined ? undefined : findModel(wish.modelId)
  if (model && estimatedPrice(initialRequest(model), model) === null) await sendShownList(page)
}

/** Returns the prompts of all that was pressed, in order of the alphabet. */
export async function sentPrompts(page: Page): Promise<readonly string[]> {
  const query = { view: 'all', text: '', before: null, limit: 100 } as const
  const { items } = await callApp(page, 'generations.page', query)
  return items.map(({ request }) => request.prompt).toSorted()
}
