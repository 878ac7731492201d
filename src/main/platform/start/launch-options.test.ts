import { expect, it } from 'vitest'
import { dropDebuggingSwitches, readLaunchOptions, shortenedArguments } from './launch-options'

it('reads one word from the command line and ignores all else [D17, D18]', () => {
  const others = [
    'dailies://open/../../etc/passwd',
    '/etc/passwd',
    '--inspect=0.0.0.0',
    '--demo=1',
    '--key=x',
    'x'.repeat(1_000_000)
  ]
  expect(readLaunchOptions(['dailies', ...others])).toEqual({ demo: false })
  expect(readLaunchOptions(['dailies', ...others, '--demo'])).toEqual({ demo: true })
})

it('removes every switch that opens a released program to a debugger [D18]', () => {
  const switches = new Set([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'js-flags',
    'load-extension',
    'lang'
  ])
  dropDebuggingSwitches({ removeSwitch: (name) => void switches.delete(name) })
  expect([...switches]).toEqual(['lang'])
})

it('drops arguments that are too long to pass on [D18]', () => {
  expect(shortenedArguments(['.', '--demo', 'x'.repeat(10_000)])).toBe(null)
  expect(shortenedArguments(['.', '--demo', 'x'.repeat(1_000_000)])).toEqual(['.', '--demo'])
  const files = Array.from({ length: 1_000 }, (_, index) => `/home/me/clip ${index}.mp4`)
  const kept = shortenedArguments(['.', ...files])
  expect(kept?.slice(0, 2)).toEqual(['.', files[0]])
  expect(shortenedArguments(kept!)).toBe(null)
  expect(kept!.join(' ').length).toBeLessThan(5_000)
})
