import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { projectFolder } from './support/project'
import { waitForPosters } from './support/window/library-view'
import { resizeWindow } from './support/window/screens'

const folder = join(projectFolder, 'docs/pictures')

/** Reduces a picture to 256 colours. */
function reduceColours(picture: string): void {
  const reduced = `${picture}.reduced.png`
  const palette =
    'split[a][b];[a]palettegen=max_colors=256:stats_mode=full[p];[b][p]paletteuse=dither=sierra2_4a'
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', picture, '-vf', palette, reduced])
  renameSync(reduced, picture)
}

test('takes the pictures of the README', async ({ launchApp }) => {
  mkdirSync(folder, { recursive: true })
  const app = await launchApp({ args: ['--demo'] })
  const { page } = app
  const take = async (name: string): Promise<void> => {
    const path = join(folder, `${name}.png`)
    // Videos may be at any frame; what moves otherwise is drawn at its end.
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
    reduceColours(path)
  }
  const tiles = page.locator('[role=option][data-state=ready]')
  await callApp(page, 'settings.update', { theme: 'dark' })
  await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
  await resizeWindow(app, 1280, 800)
  await expect(tiles.first()).toBeVisible()
  await waitForPosters(page, await tiles.count())
  await tiles.first().click()
  await expect(page.getByRole('group', { name: 'Player' }).locator('video')).toHaveJSProperty('readyState', 4)
  await take('library')

  await page.keyboard.press('Enter')
  const viewer = page.getByRole('dialog', { name: 'Viewer' })
  await expect(viewer.locator('video')).toHaveJSProperty('readyState', 4)
  await take('viewer')
  await page.keyboard.press('Escape')
  await expect(viewer).toBeHidden()

  // Of another variation, so that the prompts differ.
  await tiles.nth(2).click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('c')
  const compare = page.getByRole('dialog', { name: 'Compare' })
  await expect(compare.locator('video')).toHaveCount(2)
  for (const video of await compare.locator('video').all())
    await expect(video).toHaveJSProperty('readyState', 4)
  await take('compare')
  await page.keyboard.press('Escape')
  await expect(compare).toBeHidden()

  await callApp(page, 'settings.update', { room: 'shots' })
  await expect(page.getByRole('button', { name: 'Play circled' })).toBeVisible()
  await take('board')
})
