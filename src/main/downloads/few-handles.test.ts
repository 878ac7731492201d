import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testClip } from './test-clip'
import { VideoServer } from './video-server.fake'

const project = resolve(import.meta.dirname, '../../..')
let server: VideoServer
let folder: string
beforeEach(async () => {
  server = await VideoServer.start()
  folder = await mkdtemp(join(tmpdir(), 'dailies-handles-'))
})
afterEach(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

it.runIf(process.platform !== 'win32')(
  'F45: thirty downloads in a process that may open 64 files all end well, some at a later try',
  async () => {
    // No answer ends before one of them was asked for again: all thirty are under way together.
    const held: (() => void)[] = []
    const url = server.on('/a', (_request, response) => {
      response.writeHead(200, { 'content-length': testClip.length })
      response.write(testClip.subarray(0, 1000))
      held.push(() => response.end(testClip.subarray(1000)))
      if (server.requests.length > 30) for (const end of held.splice(0)) end()
    })
    const program = join(import.meta.dirname, 'few-handles.fake.ts')
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', 'ulimit -n 64 && exec "$0" --import tsx "$@"', process.execPath, program, url, folder, '30'],
      { cwd: project, env: { ...process.env, TSX_TSCONFIG_PATH: join(project, 'tsconfig.node.json') } }
    )
    const ends = JSON.parse(stdout) as readonly (readonly string[])[]
    expect(ends.map((kinds) => kinds.at(-1))).toEqual(ends.map(() => 'saved'))
    expect(ends.some((kinds) => kinds.includes('retry'))).toBe(true)
    const names = (await readdir(folder)).filter((name) => name.endsWith('.mp4'))
    expect(names).toHaveLength(30)
    for (const name of names) {
      expect((await readFile(join(folder, name))).subarray(0, testClip.length)).toEqual(testClip)
    }
    expect(await readdir(join(folder, '.dailies', 'incoming'))).toEqual([])
  }
)
