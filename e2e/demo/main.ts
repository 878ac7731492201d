/**
 * The headless demo: the real app on a headless desktop, driven through its own screens to make one
 * clip. Exit code 0 when the clip is ready, 3 when the generation settles in another state, 1 for any other error.
 */
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GenerationDetail } from '../../src/shared/generation'
import { callApp } from '../support/app/bridge'
import { startDesktop } from '../support/desktop/desktop'
import { RunningApp } from '../support/app/running-app'
import { makeClip, reachComposer, reasonForHolding, Refusal, takePicture } from './drive'
import { OptionProblem, readOptions, type DemoOptions } from './options'
import { outcomeOf, readable, type ClipOnDisk, type Outcome } from './outcome'

const exitCodes = { ready: 0, wrong: 1, atRest: 3 } as const

/** Clean-up in reverse order when the run ends. */
const undo: (() => Promise<unknown>)[] = []
async function cleanUp(): Promise<void> {
  for (const next of undo.splice(0).reverse()) await next().catch(() => undefined)
}

/** Makes a separate home, whose videos folder is in the requested output folder. */
async function makeHome(outFolder: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'dailies-demo-'))
  undo.push(() => rm(home, { recursive: true, force: true, maxRetries: 3 }))
  await mkdir(outFolder, { recursive: true })
  await mkdir(join(home, '.config'), { recursive: true })
  const quoted = outFolder.replaceAll(/["\\$`]/g, '\\$&')
  await writeFile(join(home, '.config/user-dirs.dirs'), `XDG_VIDEOS_DIR="${quoted}"\n`)
  return home
}

async function launch(options: DemoOptions): Promise<RunningApp> {
  const desktop = await startDesktop()
  undo.push(() => desktop.stop())
  const app = new RunningApp({
    home: await makeHome(options.outFolder),
    desktop: desktop.env,
    ...(options.api ? { apiUrl: options.api.url } : { args: ['--demo'] })
  })
  undo.push(() => app.close())
  await app.start()
  return app
}

async function clipOnDisk(folder: string, { generation }: GenerationDetail): Promise<ClipOnDisk | null> {
  const name = generation.videos.find(({ state }) => state === 'saved')?.fileName
  if (generation.state !== 'ready' || !name) return null
  const file = join(folder, name)
  const bytes = await readFile(file)
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

async function run({ outFolder, ...rest }: DemoOptions): Promise<Outcome> {
  // Each run has its own library: the app would import the clips of an earlier one.
  const options = { ...rest, outFolder: join(outFolder, new Date().toISOString().replaceAll(/[:.]/g, '-')) }
  const app = await launch(options)
  const { page } = app
  await reachComposer(page, options.api?.key)
  const detail = await makeClip(page, options.wish, options.timeoutMs)
  const held = await reasonForHolding(page)
  const { library } = await callApp(page, 'app.state', {})
  const screenshot = join(options.outFolder, 'window.png')
  await takePicture(page, screenshot, detail.generation.state === 'ready')
  await app.close()
  return outcomeOf(detail, { clip: await clipOnDisk(library.folder, detail), screenshot, held })
}

/** Returns the first sentence of an error, without Playwright's call log. */
const sentence = (error: unknown): string =>
  (error as Error).message.split('\n')[0] ?? 'Something went wrong.'

async function main(): Promise<number> {
  const key = process.env['DAILIES_API_KEY']
  // Child processes must not inherit it.
  delete process.env['DAILIES_API_KEY']
  try {
    const options = readOptions(process.argv.slice(2), key)
    const outcome = await run(options)
    console.log(options.json ? JSON.stringify(outcome) : readable(outcome))
    return outcome.state === 'ready' ? exitCodes.ready : exitCodes.atRest
  } catch (error) {
    const expected = error instanceof OptionProblem || error instanceof Refusal
    console.error(expected ? error.message : `The demo could not be finished: ${sentence(error)}`)
    return exitCodes.wrong
  } finally {
    await cleanUp()
  }
}

/** Handles launch failures that Playwright throws asynchronously. */
process.once('uncaughtException', (error) => {
  console.error(`The demo could not be finished: ${sentence(error)}`)
  void cleanUp().then(() => process.exit(exitCodes.wrong))
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(exitCodes.wrong)))

process.exitCode = await main()
