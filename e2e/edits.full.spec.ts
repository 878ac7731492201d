import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './support/app/app'
import { dropAt } from './support/drag/drop-files'
import { dragThrough, openDragSource } from './support/drag/drop-target'
import { seedLibrary, type SeededClip } from './support/files/seed'
import { projectFolder } from './support/project'
import { search, tileOf, waitForPosters } from './support/window/library-view'
import { fact, select } from './support/window/window'

const prompts = ['amber lantern', 'blue heron', 'cedar gate'] as const
const middle = { x: 700, y: 500 }
const saved = join(projectFolder, 'src/main/edits/testing/saved')
/** Names of the clips in the projects that the editors saved, in the order of `prompts`. */
const savedNames = [
  '2026-11-22 harbour-at-dawn veo-3.1-fast 16x9 8s 3f2b.mp4',
  "2026-11-23 it's-raining veo-3.1-fast 16x9 8s 77d0.mp4",
  '2026-11-22 夜-market veo-3.1-fast 16x9 8s 9c41.mp4'
]

const nameOf = ({ path }: SeededClip): string => path.slice(path.lastIndexOf('/') + 1)

/** Returns a project that an editor saved, with the clips of a library in place of its own. */
const savedProject = (file: string, clips: readonly SeededClip[]): string =>
  savedNames.reduce(
    (text, name, at) => text.replaceAll(name, nameOf(clips[at]!)),
    readFileSync(join(saved, file), 'utf8')
  )

const used = (page: Page): Promise<readonly string[]> =>
  page
    .getByRole('option')
    .evaluateAll((tiles) => tiles.flatMap((tile) => tile.getAttribute('aria-label')?.split(', ')[0] ?? []))

test('marks the clips of dropped projects, finds them, and keeps it through a rebuild', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const clips = seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  const app = await launchApp({ home })
  const { page } = app
  await waitForPosters(page, 3)
  const [shotcut, kdenlive] = [join(home, 'Film one.mlt'), join(home, 'Film two.kdenlive')]
  writeFileSync(shotcut, savedProject('shotcut-22.12.mlt', clips))
  writeFileSync(kdenlive, savedProject('kdenlive-22.12.kdenlive', clips))

  await dropAt(page, middle, { files: [shotcut] })
  await expect(page.getByText('“Film one” uses 1 of your clips. 1 more is only in its bin.')).toBeVisible()
  await dropAt(page, middle, { files: [kdenlive] })
  await expect(page.getByText('“Film two” uses 1 of your clips.')).toBeVisible()
  await expect(tileOf(page, prompts[0])).toHaveAccessibleName(/in “Film two”, 2 s; “Film one”, 2×, 4 s/)
  await select(app, prompts[1])
  await expect(fact(page, 'Used in')).toHaveText('“Film one”, only in its bin')

  await page.getByRole('button', { name: 'Show', exact: true }).last().click()
  await expect.poll(() => used(page)).toEqual([prompts[0], prompts[2]])
  await search(page).fill('is:unused ')
  await expect.poll(() => used(page)).toEqual([prompts[2]])

  await app.close()
  for (const file of ['library.sqlite', 'library.sqlite-wal', 'library.sqlite-shm'])
    rmSync(join(home, 'user-data', 'state', file), { force: true })
  const again = await launchApp({ home })
  await waitForPosters(again.page, 3)
  await expect(tileOf(again.page, prompts[0])).toHaveAccessibleName(/in “Film two”, 2 s; “Film one”, 2×, 4 s/)
})

test('lists edits, reads them again, removes them and takes that back', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const clips = seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  const { page } = await launchApp({ home })
  await waitForPosters(page, 3)
  const film = join(home, 'Film.mlt')
  const project = (...entries: readonly number[]): string =>
    `<mlt>${clips
      .map((clip, at) => `<producer id="p${at}"><property name="resource">${clip.path}</property></producer>`)
      .join('')}<playlist id="v">${entries
      .map((at) => `<entry producer="p${at}" in="0" out="24"/>`)
      .join('')}</playlist></mlt>`
  writeFileSync(film, project(0))
  await dropAt(page, middle, { files: [film] })
  await expect(page.getByText('“Film” uses 1 of your clips. 2 more are only in its bin.')).toBeVisible()

  const open = async (): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Actions' }).fill('edits that')
    await page.keyboard.press('Enter')
  }
  await open()
  const dialog = page.getByRole('dialog', { name: 'Edits that use your clips' })
  await expect(dialog.getByText('1 clip used, 2 only in the bin')).toBeVisible()
  writeFileSync(film, project(0, 1))
  await dialog.getByRole('button', { name: 'Read “Film” again' }).click()
  await expect(dialog.getByText('2 clips used, 1 only in the bin')).toBeVisible()
  await dialog.getByRole('button', { name: 'Remove “Film” from the list' }).click()
  await expect(dialog.getByText('Drop your editor’s project on the window.')).toBeVisible()
  await expect(tileOf(page, prompts[0])).not.toHaveAccessibleName(/Film/)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(tileOf(page, prompts[0])).toHaveAccessibleName(/in “Film”, 1 s/)

  await tileOf(page, prompts[0]).click()
  await page.keyboard.press('Delete')
  await expect(page.getByText('It’s used in “Film”.')).toBeVisible()
})

test('says one sentence of each broken project, and goes on', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  const [clip] = seedLibrary(home, [{ prompt: prompts[0] }])
  const { page } = await launchApp({ home })
  await waitForPosters(page, 1)
  const broken: readonly (readonly [string, string | Buffer, string])[] = [
    ['laughs.mlt', '<!DOCTYPE mlt [<!ENTITY a "&a;">]><mlt>&a;</mlt>', 'defines XML entities'],
    ['bomb.prproj', gzipSync(`<PremiereData>${' '.repeat(40_000_000)}`), 'is too large or too complex'],
    ['cut.otio', '{"OTIO_SCHEMA":"Timeline.1"', 'is damaged or incomplete'],
    ['page.xml', '<html/>', 'isn’t a project that Dailies can read']
  ]
  for (const [name, content, words] of broken) {
    writeFileSync(join(home, name), content)
    await dropAt(page, middle, { files: [join(home, name)] })
    await expect(page.getByText(`“${name}” ${words}`)).toBeVisible()
  }
  // The thread of the next one is a new one.
  const film = join(home, 'Film.edl')
  writeFileSync(
    film,
    `TITLE: Film\n001  AX  V  C  00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00\n* FROM CLIP NAME: ${nameOf(clip!)}\n`
  )
  await dropAt(page, middle, { files: [film] })
  await expect(page.getByText('“Film” uses 1 of your clips.')).toBeVisible()
})

test('takes a project that another program drags over the window and drops there', async ({
  desktop,
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const [clip] = seedLibrary(home, [{ prompt: prompts[0] }])
  const app = await launchApp({ home })
  const { page } = app
  await waitForPosters(page, 1)
  const film = join(home, 'Film & more.mlt')
  writeFileSync(
    film,
    `<mlt><producer id="p"><property name="resource">${clip!.path}</property></producer>
     <playlist id="v"><entry producer="p" in="0" out="24"/></playlist></mlt>`
  )
  const { x, y } = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getContentBounds()
  )
  const source = await openDragSource(desktop.env, { x: x + 20, y: y + 20 }, [film])
  try {
    const target = { x: x + middle.x, y: y + middle.y }
    const overlay = page.getByText('An editor’s project')
    const drag = await dragThrough(desktop.env, source.centre, target)
    await expect(overlay).toBeVisible()
    await drag.moveTo(source.centre)
    await expect(overlay).toBeHidden()
    await drag.moveTo(target)
    await expect(overlay).toBeVisible()
    await drag.release()
    await expect(page.getByText('“Film & more” uses 1 of your clips.')).toBeVisible()
    await expect(overlay).toBeHidden()
  } finally {
    source.stop()
  }
})
