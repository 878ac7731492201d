import { expect, it } from 'vitest'
import { installationMarkPath, readMachine } from './this-machine'

const around = { home: '/home/ada', xdgStateHome: undefined, localAppData: undefined }
const pathOn = (more: Partial<Parameters<typeof installationMarkPath>[2]>): string =>
  installationMarkPath('/home/ada/.config/dailies', 'dailies', { platform: 'linux', ...around, ...more })

it('keeps the mark outside the profile, in a folder of this computer', () => {
  expect(pathOn({})).toMatch(/^\/home\/ada\/\.local\/state\/dailies\/installation-[\da-f]{16}\.json$/)
  expect(pathOn({ xdgStateHome: '/state' })).toMatch(/^\/state\/dailies\//)
  expect(pathOn({ xdgStateHome: 'state' })).toMatch(/^\/home\/ada\/\.local\/state\//)
  expect(pathOn({ platform: 'darwin' })).toMatch(/^\/home\/ada\/Library\/Caches\/dailies\//)
})

it('keeps one mark for each profile', () => {
  const other = installationMarkPath('/media/stick/dailies', 'dailies', { platform: 'linux', ...around })
  expect(other).not.toBe(pathOn({}))
})

it('identifies this computer by a stable hash', async () => {
  const machine = await readMachine()
  expect(machine).toMatch(/^[\da-f]{64}$/)
  expect(await readMachine()).toBe(machine)
})
