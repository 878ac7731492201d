import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testClip } from '../../src/main/downloads/testing/test-clip'
import { file, VideoServer } from '../../src/main/downloads/testing/video-server'
import { bundle } from '../engine/bundle'

const hasStrace = spawnSync('strace', ['-qq', 'true'], { stdio: 'ignore' }).status === 0

let server: VideoServer
let folder: string
beforeEach(async () => {
  server = await VideoServer.start()
  folder = await mkdtemp(join(tmpdir(), 'dailies-flush-'))
})
afterEach(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

it.runIf(hasStrace).each([1, 4, 7])(
  'a video is not saved after an EIO at flush %i, and is saved at a retry [F43]',
  async (flush) => {
    const url = server.on('/a', file(testClip))
    const cache = join(import.meta.dirname, '../../.cache', 'chaos-flush-errors')
    const program = (await bundle({ program: join(import.meta.dirname, 'few-handles.ts') }, cache))('program')
    const calls = join(folder, 'calls.txt')
    const injected = ['-f', '-qq', '-o', calls, '-e', `inject=fsync,fdatasync:error=EIO:when=${flush}`]
    const child = spawn('strace', [...injected, process.execPath, program, url, folder, '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Flushes are counted per thread, and file operations use the whole thread pool.
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' }
    })
    const said = (await text(child.stdout)).split('\n')
    expect((await readFile(calls, 'utf8')).match(/= -1 EIO/g)).toHaveLength(1)
    expect(JSON.parse(said.at(-1)!)).toEqual([['retry', 'saved']])
    expect((await readFile(join(folder, '0.mp4'))).subarray(0, testClip.length)).toEqual(testClip)
    expect(await readdir(join(folder, '.dailies', 'incoming'))).toEqual([])
  }
)
