import type { Page } from '@playwright/test'
import type { GenerationDetail, GenerationView } from '../../src/shared/generation'
import type { Problem } from '../../src/shared/problem'
import { callApp } from '../support/app/bridge'
import { enterKey, generate, type Wish } from '../support/window/composer'
import { isAtRest } from './outcome'

const startsWithinMs = 120_000
const lookEveryMs = 200
const pictureWithinMs = 30_000

/** Refusal of the app, in its own words. */
export class Refusal extends Error {}

async function newest(page: Page): Promise<GenerationView | undefined> {
  const { items } = await callApp(page, 'generations.page', { view: 'all', text: '', before: null, limit: 1 })
  return items[0]
}

/** Passes the first screen, if shown: with the key, or without in demo mode. */
export async function reachComposer(page: Page, key: string | undefined): Promise<void> {
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true })
  if (key !== undefined) {
    await enterKey(page, key)
    const refusal = page.getByRole('alert')
    await prompt.or(refusal).first().waitFor({ timeout: startsWithinMs })
    if (await refusal.isVisible())
      throw new Refusal(`The key was not taken: ${(await refusal.innerText()).replaceAll('\n', ' ')}`)
  }
  await prompt.waitFor({ timeout: startsWithinMs })
}

function whereItIs(generation: GenerationView | undefined): string {
  if (!generation) return 'there was no generation yet'
  const problem = generation.problem ?? generation.videos.find((video) => video.problem)?.problem
  return `the generation was still ${generation.state}${problem ? ` (${problem.message})` : ''}`
}

/** Requests one clip as a user does and waits until it has settled. */
export async function makeClip(page: Page, wish: Wish, timeoutMs: number): Promise<GenerationDetail> {
  // The demo opens with samples.
  const before = await newest(page)
  await generate(page, wish)
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const generation = await newest(page)
    if (generation && generation.id !== before?.id && isAtRest(generation))
      return await callApp(page, 'generations.get', { id: generation.id })
    if (Date.now() > deadline) {
      throw new Refusal(`After ${timeoutMs / 1000} s ${whereItIs(generation)}; --timeout gives it longer.`)
    }
    await page.waitForTimeout(lookEveryMs)
  }
}

/** Takes a screenshot, with the clip's first frame unless that takes too long. */
export async function takePicture(page: Page, file: string, hasClip: boolean): Promise<void> {
  const isShown = (): boolean =>
    [...document.images].some((image) => image.complete && image.naturalWidth > 0)
  if (hasClip)
    await page.waitForFunction(isShown, undefined, { timeout: pictureWithinMs }).catch(() => undefined)
  await page.screenshot({ path: file })
}

/** Returns what holds all sending, when the generation itself has no problem. */
export async function reasonForHolding(page: Page): Promise<Problem | null> {
  const { key } = await callApp(page, 'app.state', {})
  return key.problem
}
