import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LibraryView } from '@shared/app-state'
import { ClipBench } from './testing/clip-bench'
import { FileDownloader } from '../downloads/run/file-downloader'
import { PinnedTransport } from '../downloads/transport/pinned-transport'
import { defaultPolicy } from '../downloads/policy'
import { canMountDisks, PrivateDisk } from '../library/testing/private-disk'
import { videoInspector } from '../platform/processes/video-inspector'

const kibibyte = 1024
const clip = 'a paper boat'

/** Policy without reserved space and with frequent checkpoints. */
const downloader = new FileDownloader({
  transport: new PinnedTransport(),
  inspector: videoInspector,
  policy: { ...defaultPolicy, reserveBytes: 0, checkpointMs: 20 }
})

// Uses real disks that a test can fill and unplug; where there are none, injected faults cover the same.
describe.runIf(canMountDisks)('a library on a separate disk', () => {
  let disk: PrivateDisk
  let bench: ClipBench

  beforeEach(async () => {
    disk = await PrivateDisk.mount(2048 * kibibyte)
    bench = await ClipBench.start({ downloader })
    bench.desktop.nextFolder = disk.path
    await bench.call('library.chooseFolder', {})
  })
  afterEach(async () => {
    await bench.end()
    await disk.remove()
  })

  const status = async (): Promise<LibraryView['status']> =>
    (await bench.call('app.state', {})).library.status

  const isBlockedBy = (code: string): Promise<unknown> =>
    bench.until(async () => expect((await bench.video(clip)).problem?.code).toBe(code))

  /** Checks that the clip matches its row, and that no temporary file is left. */
  async function expectWholeClip(): Promise<void> {
    const { fileName, sha256 } = await bench.video(clip)
    const bytes = readFileSync(join(disk.path, fileName!))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    expect(readdirSync(join(disk.path, '.dailies', 'incoming'))).toEqual([])
    expect(bench.simulator.ledger().entries).toHaveLength(1)
  }

  it('reports a full disk, keeps the received bytes, and resumes automatically [F35]', async () => {
    // A download of unknown length starts with any free space.
    bench.simulator.fault([{ fault: 'file-no-length' }, { fault: 'file-drip', value: 5000 }])
    await disk.fill(36 * kibibyte)
    await bench.press(clip)
    const partBytes = (): number => {
      const folder = join(disk.path, '.dailies', 'incoming')
      const part = readdirSync(folder).find((name) => name.endsWith('.part'))
      return part === undefined ? 0 : statSync(join(folder, part)).size
    }
    await isBlockedBy('disk_full')
    const { problem, state } = await bench.video(clip)
    expect((await bench.generation(clip)).state).toBe('downloading')
    expect(state).toBe('pending')
    expect(problem!.freeBytes).toBeLessThan(36 * kibibyte)
    expect(problem!.message).toMatch(/needed, [\d.]+ (bytes|kB) free/)
    expect(partBytes()).toBeGreaterThan(4_000)
    await disk.resize(4096 * kibibyte)
    await bench.comesTo(clip, 'saved')
    await expectWholeClip()
  })

  it('reports a read-only folder, waits, and resumes automatically [F38]', async () => {
    await disk.makeReadOnly(true)
    await bench.press(clip)
    await isBlockedBy('folder_read_only')
    expect([await status(), (await bench.generation(clip)).state]).toEqual(['read_only', 'downloading'])
    await disk.makeReadOnly(false)
    await bench.comesTo(clip, 'saved')
    expect(await status()).toBe('ok')
    await expectWholeClip()
  })

  it('reports a drive unplugged while idle, creates nothing in its place, and finds it again [F39]', async () => {
    const { id } = await bench.makeClip(clip)
    const file = `app://dailies/media/${id}/video`
    await disk.pullOut()
    bench.app.cameToFront()
    expect(await status()).toBe('missing')
    expect((await bench.app.media.respond(new Request(file))).status).toBe(404)
    await expect(bench.call('handoff.reveal', { id })).rejects.toThrow('folder_missing')
    const ids = [(await bench.generation(clip)).id]
    await bench.call('generations.trash', { ids })
    await bench.call('generations.restore', { ids })
    // The files of a missing library have an unknown state.
    expect((await bench.video(clip)).state).toBe('saved')
    expect(readdirSync(disk.path)).toEqual([])
    await disk.plugIn()
    await bench.until(async () => expect(await status()).toBe('ok'))
    expect((await bench.app.media.respond(new Request(file))).status).toBe(200)
  })

  it('survives a drive unplugged while a clip is written, and resumes automatically [F39]', async () => {
    bench.simulator.fault({ fault: 'file-drip', value: 2000, times: 1 })
    await bench.press(clip)
    await bench.until(() =>
      expect(readdirSync(join(disk.path, '.dailies', 'incoming'))).toContainEqual(
        expect.stringMatching(/part$/)
      )
    )
    await disk.pullOut()
    await isBlockedBy('folder_missing')
    expect(await status()).toBe('missing')
    expect(readdirSync(disk.path)).toEqual([])
    await disk.plugIn()
    await bench.comesTo(clip, 'saved')
    await expectWholeClip()
  })

  it('starts without the drive, and imports its clips when it is back [F39]', async () => {
    await bench.makeClip(clip)
    await bench.restart(() => disk.pullOut())
    await bench.until(async () => expect(await status()).toBe('missing'))
    expect(readdirSync(disk.path)).toEqual([])
    expect((await bench.video(clip)).state).toBe('saved')
    await disk.plugIn()
    await bench.until(async () => expect(await status()).toBe('ok'))
    await expectWholeClip()
  })
})
