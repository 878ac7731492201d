import { expect, type Locator, type Page } from '@playwright/test'
import { enterKey, fillComposer, pressGenerate, type Wish } from './composer'
import type { RunningApp } from '../app/running-app'

export const testKey = 'a-key-for-tests'

/** Only against hanging: a job of the simulator, with the polls and pauses between, takes a few seconds. */
const settlesWithinMs = 150_000

export const promptField = (page: Page): Locator => page.getByRole('textbox', { name: 'Prompt', exact: true })
export const balanceChip = (page: Page): Locator => page.getByRole('button', { name: /^Balance/ })

/** The tiles of the clips made from a prompt, the newest first. */
export const cards = (page: Page, prompt: string): Locator =>
  page.getByRole('listbox', { name: 'Clips' }).getByRole('option', { name: prompt })
export const card = (page: Page, prompt: string): Locator => cards(page, prompt).first()

export const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' })
/** What the inspector says about the state of a clip, and the buttons for it. */
export const whatNow = (page: Page): Locator => inspector(page).getByRole('region', { name: 'What now' })
export const historyLines = (page: Page): Locator =>
  inspector(page).getByRole('region', { name: 'History' }).getByRole('listitem')
/** The box on top of everything that asks before something is done. */
export const question = (page: Page): Locator => page.getByRole('alertdialog')

/** Gives a fresh app its key and waits for the main window. */
export async function signIn({ page }: RunningApp, key = testKey): Promise<void> {
  await enterKey(page, key)
  await expect(balanceChip(page)).toHaveAccessibleName(/\$/)
}

/** Orders one clip and waits for its tile. */
export async function order({ page }: RunningApp, wish: Wish): Promise<void> {
  await fillComposer(page, wish)
  await pressGenerate(page)
  await expect(card(page, wish.prompt)).toBeVisible()
}

/** What a clip without an answer says; once the balance was read again it may say that it was charged. */
export const unconfirmedPhase = '(?:May have been sent|Charged, no answer)'

/** Waits until the tile says this of its clip: `Generating`, `Safe on disk`. */
export async function expectPhase({ page }: RunningApp, prompt: string, words: string): Promise<void> {
  await expect(card(page, prompt)).toHaveAccessibleName(new RegExp(`, ${words}`), {
    timeout: settlesWithinMs
  })
}

/** Selects a clip, so that the inspector tells all about it. */
export async function select({ page }: RunningApp, prompt: string): Promise<void> {
  await card(page, prompt).click()
  await expect(historyLines(page).first()).toBeVisible()
}

/** The value of one line in the inspector's list of facts. */
export const fact = (page: Page, name: string): Locator =>
  inspector(page).getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd[1]')
