import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testClip } from '../src/main/downloads/test-clip'
import { VideoServer } from '../src/main/downloads/video-server.fake'
import { bundle } from './bundle'

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
    // No answer ends before the handles ran out once.
    const held: (() => void)[] = []
    let ranOut = false
    const url = server.on('/a', (_request, response) => {
      response.writeHead(200, { 'content-length': testClip.length })
      response.write(testClip.subarray(0, 1000))
      held.push(() => response.end(testClip.subarray(1000)))
      if (ranOut) for (const end of held.splice(0)) end()
    })
    // In one file: a program that loads its parts one by one runs out of handles before it begins.
    const cache = join(import.meta.dirname, '..', '.cache', 'chaos-few-handles')
    const program = (await bundle({ program: join(import.meta.dirname, 'few-handles.ts') }, cache))('program')
    const child = spawn(
      'sh',
      ['-c', 'ulimit -n 64 && exec "$0" "$@"', process.execPath, program, url, folder, '30'],
      { stdio: ['ignore', 'pipe', 'inherit'] }
    )
    let last = ''
    for await (const line of createInterface(child.stdout)) {
      last = line
      ranOut = true
      for (const end of held.splice(0)) end()
    }
    const ends = JSON.parse(last) as readonly (readonly string[])[]
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
