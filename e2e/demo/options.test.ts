import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOptions } from './options'

const problemWith = (...args: string[]): string => {
  try {
    readOptions(args, undefined)
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

describe('readOptions', () => {
  it('has a default for everything', () => {
    expect(readOptions([], undefined)).toEqual({
      wish: { prompt: 'a paper boat crossing a puddle' },
      json: false,
      timeoutMs: 120_000,
      outFolder: resolve('demo-output'),
      api: null
    })
  })

  it('reads everything', () => {
    const args = ['--prompt', 'a cat', '--json', '--timeout', '2.5', '--model', 'veo-3.1', '--aspect', '9:16']
    args.push('--duration', '4', '--no-audio', '--out', '/clips', '--api', 'http://127.0.0.1:9')
    expect(readOptions(args, 'secret')).toEqual({
      wish: {
        prompt: 'a cat',
        modelId: 'veo-3.1',
        aspectRatio: '9:16',
        durationSeconds: 4,
        generateAudio: false
      },
      json: true,
      timeoutMs: 2500,
      outFolder: resolve('/clips'),
      api: { url: 'http://127.0.0.1:9', key: 'secret' }
    })
  })

  it.each([
    [['--colour', 'red'], "Unknown option '--colour'."],
    [['boat'], "Unexpected argument 'boat'."],
    [['--prompt'], "Option '--prompt <value>' argument missing."],
    [['--prompt', ' '], '--prompt is empty.'],
    [['--timeout', 'soon'], '--timeout takes a number of seconds, not “soon”.'],
    [['--timeout', '0'], '--timeout takes a number of seconds, not “0”.'],
    [['--duration', '7'], '--duration 7 does not fit: Veo 3.1 Fast takes 4, 6, 8.'],
    [['--aspect', '21:9'], '--aspect 21:9 does not fit: Veo 3.1 Fast takes 16:9, 9:16.'],
    [['--api', 'nowhere'], '--api takes the base address of an API, not “nowhere”.'],
    [
      ['--api', 'https://api.example.org'],
      '--api needs a key for that API in the environment variable DAILIES_API_KEY.'
    ]
  ])('refuses %j', (args, message) => {
    expect(problemWith(...args)).toBe(message)
  })

  it('names the known models when one is unknown', () => {
    expect(problemWith('--model', 'sora-9')).toMatch(/^Unknown model “sora-9”; known are veo-3.1-fast, /)
  })
})
