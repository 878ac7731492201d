import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { createFileLogger, type FileLogger } from './file-logger'

let folder: string
let clock: FakeClock
let log: FileLogger
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'dailies-log-')), 'logs')
  clock = new FakeClock(Date.UTC(2026, 10, 22, 12))
  log = createFileLogger({ folder, homeFolder: '/home/ada', clock })
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const today = (): string => readFileSync(join(folder, 'dailies-2026-11-22.log'), 'utf8')
const write = async (...messages: readonly string[]): Promise<void> => {
  for (const message of messages) log.info(message)
  await log.flush()
}

describe('a log line', () => {
  it('starts with time, level, area and id', async () => {
    log.child('generations').child('k3f9').info('queued → submitting')
    await log.flush()
    expect(today()).toBe('2026-11-22T12:00:00.000Z INFO [generations] [k3f9] queued → submitting\n')
  })

  it('is a single line for any message', async () => {
    await write('a\r\nERROR [fake] b\u0000\u2028c')
    expect(today()).toBe('2026-11-22T12:00:00.000Z INFO a ERROR [fake] b c\n')
  })

  it('escapes control and invisible characters', async () => {
    log.error(
      'The window: \u001b[2J\u202eok',
      '\r2026-11-22T12:00:00.000Z INFO forged\n\u001b]0;x\u0007 below'
    )
    await log.flush()
    expect(today().split('\n').slice(0, -1)).toEqual([
      '2026-11-22T12:00:00.000Z ERROR The window:  [2J\\u202eok',
      '  \\u000d2026-11-22T12:00:00.000Z INFO forged',
      '  \\u001b]0;x\\u0007 below'
    ])
  })

  it('is followed by the stack of an error and of its causes', async () => {
    const cause = Object.assign(new Error('no route'), { code: 'ENETUNREACH' })
    log.error('Sending failed', new Error('not sent', { cause }))
    await log.flush()
    const lines = today().split('\n')
    expect(lines.slice(0, 2)).toEqual(['2026-11-22T12:00:00.000Z ERROR Sending failed', '  Error: not sent'])
    expect(lines.find((line) => line.includes('caused by'))).toBe('  caused by: Error: no route')
    expect(today()).toContain('(ENETUNREACH)')
  })

  it('never contains a secret, a prompt, a full address or the home folder', async () => {
    log.hide('mlab-0123456789')
    log.child('x').warn('mlab-0123456789 at /home/ada/x', {
      url: 'https://example.com/secret.mp4',
      request: { prompt: 'a boat', negativePrompt: 'rain', modelId: 'veo-3.1' }
    })
    await log.flush()
    expect(today()).toBe(
      '2026-11-22T12:00:00.000Z WARN [x] [hidden] at ~/x\n' +
        '  {"url":"https://example.com/…","request":{"modelId":"veo-3.1"}}\n'
    )
  })

  it('accepts any thrown value', async () => {
    const cyclic: { self?: unknown } = {}
    cyclic.self = cyclic
    for (const thrown of [cyclic, 5n, null, Symbol('x'), 'two\nlines', () => 1]) log.error('thrown', thrown)
    await log.flush()
    expect(
      today()
        .split('\n')
        .filter((line) => line.includes('thrown'))
    ).toHaveLength(6)
  })
})

describe('the log files', () => {
  it('are one a day, and the newest 14 are kept', async () => {
    for (let day = 0; day < 20; day += 1) {
      await write('hello')
      clock.advance(86_400_000)
    }
    const names = readdirSync(folder)
    expect([names.length, names[0], names.at(-1)]).toEqual([
      14,
      'dailies-2026-11-28.log',
      'dailies-2026-12-11.log'
    ])
  })

  it('are split above 5 MB, the oldest parts are removed first, and other files are kept [F72]', async () => {
    await write('begin')
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    for (let part = 0; part < 16; part += 1) {
      truncateSync(join(folder, 'dailies-2026-11-22.log'), 5 * 1024 * 1024 + 1)
      await write(`after part ${part}`)
    }
    const kept = Array.from({ length: 9 }, (_, index) => `dailies-2026-11-22.${index + 8}.log`)
    expect(readdirSync(folder).sort()).toEqual([...kept, 'dailies-2026-11-22.log', 'notes.txt'].sort())
    expect(today()).toContain('after part 15')
  })

  it('are removed at a size of ten gigabytes [F72]', async () => {
    await write('begin')
    truncateSync(join(folder, 'dailies-2026-11-22.log'), 10 * 1024 ** 3)
    await write('after it')
    expect(readdirSync(folder)).toEqual(['dailies-2026-11-22.log'])
    expect(today()).toMatch(/after it\n$/)
  })

  it('are created again after the folder was deleted [F72]', async () => {
    await write('one')
    rmSync(folder, { recursive: true })
    await write('two')
    expect(today()).toMatch(/two\n$/)
  })

  it('survive an unwritable folder, and count the lost lines [F36]', async () => {
    const home = join(folder, '..')
    rmSync(home, { recursive: true })
    writeFileSync(home, 'a file in the way')
    await write('lost', 'lost too')
    rmSync(home)
    await write('back')
    expect(today()).toBe('2 lines could not be written\n2026-11-22T12:00:00.000Z INFO back\n')
  })

  it('are readable by their owner only', async () => {
    await write('hello')
    const { mode } = statSync(join(folder, 'dailies-2026-11-22.log'))
    expect(mode & 0o077).toBe(0)
  })
})
