import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { dropAt } from './support/drag/drop-files'
import { dragOnScreen, type Point } from './support/drag/drop-target'
import { isInstalled } from './support/drag/program'
import { test } from './support/drag/program-test'
import { hashesIn, hashOf } from './support/files/hashes'
import { seedLibrary, type SeededClip } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'

const prompts = ['amber lantern', 'blue heron', 'cedar gate', 'dusty road', 'eager fox'] as const
/** The window covers the right part of the screen; programs are below it, and to its left. */
const appLeft = 500
const programPlace = { x: 0, y: 0, width: 1300, height: 850 }

/** Selects the first clips and drags them with the real pointer. */
async function dragClips(
  { electron, page }: RunningApp,
  env: Parameters<typeof dragOnScreen>[0],
  count: number,
  to: Point
): Promise<void> {
  for (const prompt of prompts.slice(0, count))
    await tileOf(page, prompt).click({ modifiers: count > 1 ? ['Control'] : [] })
  const bounds = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getContentBounds()
  )
  const box = (await tileOf(page, prompts[0]).boundingBox())!
  const from = {
    x: Math.round(bounds.x + box.x + box.width / 2),
    y: Math.round(bounds.y + box.y + box.height / 2)
  }
  await dragOnScreen(env, from, to)
}

interface Started {
  readonly app: RunningApp
  readonly clips: readonly SeededClip[]
}

async function startApp(
  launchApp: (options: { home: string }) => Promise<RunningApp>,
  home: string
): Promise<Started> {
  const clips = seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  const app = await launchApp({ home })
  await app.electron.evaluate(
    ({ BrowserWindow }, x) =>
      BrowserWindow.getAllWindows()[0]!.setBounds({ x, y: 0, width: 1100, height: 900 }),
    appLeft
  )
  await app.page.waitForFunction(() => window.innerWidth <= 1100)
  await waitForPosters(app.page, prompts.length)
  return { app, clips }
}

for (const manager of ['pcmanfm', 'thunar']) {
  for (const count of [1, 5]) {
    test(`copies ${count} dragged into a folder of ${manager}`, async ({
      desktop,
      launchApp,
      freshFolder,
      startProgram
    }) => {
      test.skip(!isInstalled(manager), 'this file manager isn’t installed')
      const folder = join(await freshFolder(), `${manager}-${count}`)
      mkdirSync(folder)
      // First: the window's list of other windows is made when it starts.
      await startProgram([manager, folder], {
        title: `${manager}-${count}`,
        place: { ...programPlace, height: 400 }
      })
      const { app, clips } = await startApp(launchApp, await freshFolder())
      await dragClips(app, desktop.env, count, { x: 380, y: 330 })
      const dragged = clips
        .slice(0, count)
        .map(({ path }) => hashOf(path))
        .sort()
      await expect.poll(() => hashesIn(folder)).toEqual(dragged)
      // Copied, not moved.
      expect(clips.every(({ path }) => existsSync(path))).toBe(true)
    })
  }
}

/** Returns the files of a saved project's bin, in its order. */
function binOf(project: string): readonly string[] {
  if (!existsSync(project)) return []
  const text = readFileSync(project, 'utf8')
  // Shotcut calls it so only where there is a timeline too.
  const bin = ['main_bin', 'playlist0']
    .map((id) => new RegExp(`<playlist id="${id}"[^]*?</playlist>`).exec(text)?.[0])
    .find((found) => found !== undefined)
  return Array.from((bin ?? '').matchAll(/<entry [^>]*producer="([^"]+)"/g), ([, id = '']) => {
    const producer = new RegExp(`<(?:chain|producer) id="${id}"[^]*?<property name="resource">([^<]*)<`).exec(
      text
    )
    return producer?.[1] ?? ''
  }).filter((file) => file.endsWith('.mp4'))
}

const editors = [
  {
    command: 'shotcut',
    args: ['--noupgrade'],
    bin: { x: 200, y: 330 },
    ending: 'mlt',
    // Saved from the start: a dialog to save, opened while Shotcut reads clips, and the progress of that wait for each
    // other for ever.
    empty: '<mlt><playlist id="main_bin"><property name="xml_retain">1</property></playlist></mlt>'
  },
  { command: 'kdenlive', args: [], bin: { x: 200, y: 330 }, ending: 'kdenlive', empty: undefined }
] as const

for (const { command, args, bin, ending, empty } of editors) {
  for (const count of [1, 5]) {
    test(`puts ${count} dragged on the bin of ${command} into its project, in order, and finds them there`, async ({
      desktop,
      launchApp,
      freshFolder,
      startProgram
    }) => {
      test.skip(!isInstalled(command), 'this editor isn’t installed')
      const home = await freshFolder()
      writeFileSync(
        join(home, 'kdenliverc'),
        '[version]\nversion=22.12.3\n[misc]\ncheckfirstprojectclip=false\n[unmanaged]\nforce_breeze=true\n'
      )
      // Kdenlive leaves a lock in the temporary folder: one that starts meanwhile asks whether this one crashed.
      const ownEnv = { HOME: home, XDG_CONFIG_HOME: home, TMPDIR: home }
      const project = join(home, `project.${ending}`)
      if (empty) writeFileSync(project, empty)
      const opened = empty ? [project] : []
      const program = await startProgram([command, ...args, ...opened], {
        title: empty ? 'project' : 'Untitled / ',
        place: programPlace,
        ownEnv
      })
      const { app, clips } = await startApp(launchApp, await freshFolder())
      await dragClips(app, desktop.env, count, bin)
      if (!empty) {
        // An editor that is still reading the clips has nothing to save.
        await program.waitForTitle('Untitled\\*')
        await program.answer('ctrl+shift+s', 'Save', project)
      }
      await expect
        .poll(async () => {
          await program.press('ctrl+s')
          return binOf(project)
        })
        .toEqual(clips.slice(0, count).map(({ path }) => path))
      await dropAt(app.page, { x: 550, y: 300 }, { files: [project] })
      const inProject = (): Promise<readonly boolean[]> =>
        Promise.all(
          clips.map(async ({ generationId: id }) => {
            const { generation } = await callApp(app.page, 'generations.get', { id })
            return generation.uses.some(({ edit }) => edit === 'project')
          })
        )
      await expect.poll(inProject).toEqual(clips.map((_clip, index) => index < count))
    })
  }
}
