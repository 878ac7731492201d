import type { Locator, Page } from '@playwright/test'
import { expect, type RunningApp } from '../app/app'
import { seedLibrary } from '../files/seed'
import { waitForPosters } from './library-view'

/** Prompts of the clips that can be viewed first, newest first. */
export const prompts = ['amber lantern', 'blue heron', 'cedar gate', 'dusty road', 'eager fox']

export const viewer = (page: Page): Locator => page.getByRole('dialog', { name: 'Viewer' })
export const timecode = (page: Page): Locator => viewer(page).getByRole('textbox', { name: 'Timecode' })

/** Opens a library with six clips, and a request between them that failed. */
export async function openLibrary(
  launchApp: (options: { home: string }) => Promise<RunningApp>,
  home: string
): Promise<RunningApp> {
  seedLibrary(home, [
    ...prompts.map((prompt) => ({ prompt })),
    { prompt: 'a request that failed', state: 'failed' },
    { prompt: 'the last clip' }
  ])
  const app = await launchApp({ home })
  await waitForPosters(app.page, prompts.length + 1)
  return app
}

/** Waits until the clip in view can be played to its end. */
export const loaded = (page: Page): Promise<unknown> =>
  expect(viewer(page).getByText('00:00:15:00', { exact: true })).toBeVisible()
