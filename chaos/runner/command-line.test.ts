import { describe, expect, it } from 'vitest'
import { readCommandLine } from './command-line'

const read = (line: string): ReturnType<typeof readCommandLine> =>
  readCommandLine(line.split(' ').filter(Boolean), () => 99)

describe('the command line of a fault run', () => {
  it('reads every flag', () => {
    expect(read('--cycles 50 --seed 7 --app --json --keep --api http://127.0.0.1:4800/')).toEqual({
      ok: true,
      value: {
        kind: 'run',
        options: { cycles: 50, seed: 7, app: true, json: true, keep: true, api: 'http://127.0.0.1:4800' }
      }
    })
    expect(read('')).toEqual({
      ok: true,
      value: {
        kind: 'run',
        options: { cycles: 200, seed: 99, app: false, json: false, keep: false, api: null }
      }
    })
    expect(read('--help')).toEqual({ ok: true, value: { kind: 'help' } })
  })

  it.each([
    '--cycles 0',
    '--cycles many',
    '--cycles 1.5',
    '--cycles',
    '--seed x',
    '--seed -1',
    '--seed=-1',
    '--seed 1e3',
    '--api nowhere',
    '--api ftp://127.0.0.1',
    '--cycle 5',
    'five'
  ])('reports in one line what is wrong with "%s"', (line) => {
    const command = read(line)
    expect(command.ok ? '' : command.error).toMatch(/^.+\.$/)
  })
})
