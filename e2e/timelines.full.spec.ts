import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { TimelineTarget, timelineTargets } from '../src/shared/timelines/targets'
import type { GenerationId } from '../src/shared/generation'
import type { ItemId } from '../src/shared/library/items'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { seedLibrary } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'
import { lookAt, resizeWindow } from './support/window/screens'
import { settlesWithinMs, signIn } from './support/window/window'

/** Dialogs of the system that the app opens without a pause. */
const mostInARow = 5

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Export timeline' })

/** Answers the next save dialogs with this path, and writes down what they propose. */
const answerSaveDialogs = ({ electron }: RunningApp, path: string): Promise<void> =>
  electron.evaluate(({ dialog: dialogs }, filePath) => {
    dialogs.showSaveDialog = (...inputs: unknown[]) => {
      const { defaultPath } = inputs.at(-1) as { readonly defaultPath: string }
      process.stdout.write(`proposed: ${defaultPath}\n`)
      return Promise.resolve({ canceled: false, filePath })
    }
  }, path)

/** Makes two takes of each of two shots, and circles the second of each. Returns the ids of the circled ones. */
async function makeCut(page: Page): Promise<readonly GenerationId[]> {
  const project = crypto.randomUUID() as ItemId
  const item = {
    id: project,
    kind: 'project',
    name: 'Harbour & night',
    projectId: null,
    search: null
  } as const
  await callApp(page, 'items.add', { item })
  await callApp(page, 'settings.update', { currentProject: project })
  const circled: GenerationId[] = []
  for (const name of ['SC01 Tram', 'SC02 Ferry']) {
    const shot = crypto.randomUUID() as ItemId
    await callApp(page, 'items.add', {
      item: { id: shot, kind: 'shot', name, projectId: project, search: null }
    })
    const requests = [1, 2].map((take) => ({
      modelId: 'veo-3.1-fast',
      prompt: `${name}, “slow” push in, take ${take}`,
      aspectRatio: '16:9',
      durationSeconds: 4
    }))
    const { generations } = await callApp(page, 'generations.create', {
      pressId: crypto.randomUUID(),
      requests,
      waitForCredit: true
    })
    const ids = generations.map(({ id }) => id)
    for (const id of ids)
      await expect
        .poll(async () => (await callApp(page, 'generations.get', { id })).generation.state, {
          timeout: settlesWithinMs
        })
        .toBe('ready')
    await callApp(page, 'annotations.set', { ids, change: { projectId: project, shotId: shot } })
    await callApp(page, 'annotations.set', { ids: [ids[1]!], change: { isCircled: true } })
    circled.push(ids[1]!)
  }
  return circled
}

test('exports the circled takes of two shots for each target', async ({ launchApp, freshFolder }) => {
  test.setTimeout(settlesWithinMs * 3)
  const app = await launchApp()
  let { page } = app
  await signIn(app)
  const circled = await makeCut(page)
  const files = await Promise.all(
    circled.map(
      async (id) => (await callApp(page, 'generations.get', { id })).generation.videos[0]!.fileName!
    )
  )
  const folder = join(await freshFolder(), 'Film & 夜')
  mkdirSync(folder)
  await callApp(page, 'settings.update', { room: 'shots' })

  for (const [index, target] of TimelineTarget.options.entries()) {
    if (index === mostInARow) {
      await app.relaunch()
      page = app.page
    }
    await test.step(timelineTargets[target].name, async () => {
      const path = join(folder, `cut-${target}.${timelineTargets[target].ending}`)
      await answerSaveDialogs(app, path)
      await page.getByRole('button', { name: 'Export…' }).click()
      await expect(dialog(page).getByText('2 clips · 8 s')).toBeVisible()
      await dialog(page).getByRole('radio', { name: timelineTargets[target].name, exact: true }).click()
      await dialog(page).getByRole('button', { name: 'Save…' }).click()
      await expect(page.getByText('Timeline of 2 clips saved')).toBeVisible()
      await expect(dialog(page)).toBeHidden()
      const content = readFileSync(path, 'utf8')
      const [first = -1, second = -1] = files.map((name) =>
        Math.max(content.indexOf(name), content.indexOf(encodeURI(name)))
      )
      expect(first).toBeGreaterThan(0)
      expect(second).toBeGreaterThan(first)
      await page.getByRole('button', { name: 'Dismiss' }).first().click()
    })
  }

  await test.step('remembers the last choice, and collects the clips in a folder', async () => {
    await answerSaveDialogs(app, join(folder, 'Rough cut'))
    await page.keyboard.press('ControlOrMeta+e')
    await expect(dialog(page).getByRole('radio', { name: 'Table (CSV)' })).toBeChecked()
    await dialog(page).getByRole('radio', { name: 'Shotcut' }).click()
    await dialog(page).getByRole('radio', { name: 'In a new folder' }).click()
    await dialog(page).getByRole('button', { name: 'Choose a folder…' }).click()
    await expect(page.getByText('Timeline of 2 clips saved')).toBeVisible()
    expect(readdirSync(join(folder, 'Rough cut')).toSorted()).toEqual([...files, 'Rough cut.mlt'].toSorted())
  })

  for (const name of ['cut-kdenlive.kdenlive', 'cut-shotcut.mlt', 'Rough cut/Rough cut.mlt']) {
    await test.step(`melt reads ${basename(name)}`, () => {
      const { error, stdout } = spawnSync('melt', [join(folder, name), '-consumer', 'xml'], {
        encoding: 'utf8'
      })
      test.skip(error !== undefined, 'melt is not installed')
      // Eight seconds at 24 frames.
      expect(stdout).toContain('out="191"')
    })
  }
})

test('says before saving what an editor won’t like, and is used by keyboard in a small window', async ({
  launchApp,
  freshFolder
}) => {
  test.setTimeout(settlesWithinMs)
  const home = await freshFolder()
  seedLibrary(home, [
    ...Array.from({ length: 6 }, (_none, index) => ({ prompt: `Harbour at night, take ${index + 1}` })),
    { prompt: 'A clip that is gone', video: 'missing' as const }
  ])
  const app = await launchApp({ home })
  const { page } = app
  await waitForPosters(page, 6)

  await test.step('opens with what the list shows, and takes the focus', async () => {
    await page.keyboard.press('ControlOrMeta+2')
    await page.keyboard.press('ControlOrMeta+e')
    await expect(dialog(page)).toBeVisible()
    await expect(dialog(page).getByText('1 clip has no file here and is left out.')).toBeVisible()
    await expect(dialog(page).getByText(/have another size\. The timeline is/)).toBeVisible()
    await lookAt(app, 'timeline')
  })

  await test.step('fits a small window', async () => {
    await resizeWindow(app, 900, 600)
    await dialog(page).getByRole('radio', { name: 'Edit list (EDL)' }).click()
    await expect(dialog(page).getByText('Choose 24 fps on import.')).toBeVisible()
    await dialog(page).getByRole('radio', { name: 'Final Cut Pro' }).click()
    await expect(dialog(page).getByRole('button', { name: 'Save…' })).toBeInViewport()
    await lookAt(app, 'timeline-small')
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toBeHidden()
  })

  await test.step('exports the selection from its menu', async () => {
    await answerSaveDialogs(app, join(home, 'two.edl'))
    await tileOf(page, 'Harbour at night, take 2').click()
    await tileOf(page, 'Harbour at night, take 3').click({ modifiers: ['Shift'] })
    await tileOf(page, 'Harbour at night, take 3').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Export timeline…' }).click()
    await expect(dialog(page).getByRole('radio', { name: 'Selected (2)' })).toBeChecked()
    await dialog(page).getByRole('radio', { name: 'Edit list (EDL)' }).click()
    await dialog(page).getByRole('button', { name: 'Save…' }).click()
    await expect(page.getByText('Timeline of 2 clips saved')).toBeVisible()
    expect(readFileSync(join(home, 'two.edl'), 'utf8').match(/FROM CLIP NAME/g)).toHaveLength(2)
  })
})
