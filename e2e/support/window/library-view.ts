import type { Locator, Page } from '@playwright/test'

/** Locates the tile of a clip by the first words of its prompt. */
export const tileOf = (page: Page, words: string): Locator =>
  page.getByRole('option', { name: new RegExp(`^${words}`) })

export const search = (page: Page): Locator => page.getByRole('textbox', { name: 'Search' })
export const promptField = (page: Page): Locator => page.getByRole('textbox', { name: 'Prompt', exact: true })

/** Waits until every visible tile has its picture. */
export async function waitForPosters(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('[role="option"] canvas[data-shown]').length >= wanted,
    count
  )
}
