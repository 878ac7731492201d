import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'vite'
import type { Environment } from '../support/desktop/processes'
import { projectFolder } from '../support/project'
import type { Measured } from './main'

/** Executable of this checkout's Electron runtime. */
const electronProgram = (): string => createRequire(import.meta.url)('electron') as string

/** package.json of the measuring app. */
const description = { name: 'paid-post', version: '1.0.0', type: 'module', main: 'main.mjs' }
/** Time-out: an Electron that can't start shows a message box and waits. */
const endsWithinMs = 240_000

/** Bundles the measuring program into a folder that Electron can run. */
async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(projectFolder, 'src/shared') } },
    build: {
      ssr: join(import.meta.dirname, 'main.ts'),
      outDir: folder,
      rolldownOptions: { external: ['electron'], output: { entryFileNames: 'main.mjs' } }
    }
  })
  await writeFile(join(folder, 'package.json'), JSON.stringify(description))
}

/** Sends every kind of paid POST from a bare Electron and returns how often each was on the wire. */
export async function measurePosts(folder: string, env: Environment): Promise<readonly Measured[]> {
  await bundle(folder)
  const args = [
    // Root has no sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--ozone-platform=x11',
    `--user-data-dir=${join(folder, 'user-data')}`,
    folder
  ]
  const child = spawn(electronProgram(), args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: endsWithinMs,
    killSignal: 'SIGKILL'
  })
  let output = ''
  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`The measuring program ended with ${code}: ${complaints}`)
  return JSON.parse(output) as readonly Measured[]
}
