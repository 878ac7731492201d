import type { Locator, Page } from '@playwright/test'

/** The tile of a clip, by the first words of its prompt. */
export const tileOf = (page: Page, words: string): Locator =>
  page.getByRole('option', { name: new RegExp(`^${words}`) })

export const search = (page: Page): Locator => page.getByRole('textbox', { name: 'Search' })
export const promptField = (page: Page): Locator => page.getByRole('textbox', { name: 'Prompt', exact: true })

/** Waits until every tile that is shown has its picture. */
export async function waitForPosters(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('[role="option"] img')]
    return pictures.filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).length >= wanted
  }, count)
}
