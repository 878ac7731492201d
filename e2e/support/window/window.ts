import { expect, type Locator, type Page } from '@playwright/test'
import { enterKey, fillComposer, pressGenerate, type Wish } from './composer'
import type { RunningApp } from '../app/running-app'

export const testKey = 'a-key-for-tests'

/** Time-out against hanging: a simulated job with its polls takes a few seconds. */
export const settlesWithinMs = 150_000

export const promptField = (page: Page): Locator => page.getByRole('textbox', { name: 'Prompt', exact: true })
export const balanceChip = (page: Page): Locator => page.getByRole('button', { name: /^Balance/ })

/** Locates the tiles of a prompt's clips, newest first. */
export const cards = (page: Page, prompt: string): Locator =>
  page.getByRole('listbox', { name: 'Clips' }).getByRole('option', { name: prompt })
export const card = (page: Page, prompt: string): Locator => cards(page, prompt).first()

export const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' })
/** Locates the inspector's state section and its buttons. */
export const whatNow = (page: Page): Locator => inspector(page).getByRole('region', { name: 'What now' })
export const historyLines = (page: Page): Locator =>
  inspector(page).getByRole('region', { name: 'History' }).getByRole('listitem')
/** Locates the confirmation dialog. */
export const question = (page: Page): Locator => page.getByRole('alertdialog')

/** Enters the key in a new app and waits for the main window. */
export async function signIn({ page }: RunningApp, key = testKey): Promise<void> {
  await enterKey(page, key)
  await expect(balanceChip(page)).toHaveAccessibleName(/\$/)
}

/** Requests one clip and waits for its tile. */
export async function order({ page }: RunningApp, wish: Wish): Promise<void> {
  await fillComposer(page, wish)
  await pressGenerate(page)
  await expect(card(page, wish.prompt)).toBeVisible()
}

/** Texts of a clip without an answer; after the next balance reading it may say that it was charged. */
export const unconfirmedPhase = '(?:Unconfirmed|Charged, no answer)'

/** Waits until the tile shows this state: `Generating`, `Safe on disk`. */
export async function expectPhase({ page }: RunningApp, prompt: string, words: string): Promise<void> {
  await expect(card(page, prompt)).toHaveAccessibleName(new RegExp(`, ${words}`), {
    timeout: settlesWithinMs
  })
}

/** Selects a clip, so that the inspector shows it. */
export async function select({ page }: RunningApp, prompt: string): Promise<void> {
  await card(page, prompt).click()
  await inspector(page)
    .locator('details')
    .evaluate((details: HTMLDetailsElement) => (details.open = true))
  await expect(historyLines(page).first()).toBeVisible()
}

/** Locates one value in the inspector's list of facts. */
export const fact = (page: Page, name: string): Locator =>
  inspector(page)
    .getByRole('term')
    .filter({ hasText: new RegExp(`^\\s*${name}\\s*$`, 'u') })
    .locator('xpath=following-sibling::dd[1]')
