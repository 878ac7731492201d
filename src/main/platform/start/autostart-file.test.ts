import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { autostartFile, autostartPath, programToStart } from './autostart-file'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-autostart-'))
  path = autostartPath(folder, undefined)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('is off until the user turns it on, and off again afterwards', () => {
  const start = autostartFile(path, '/usr/bin/dailies')
  expect(start.isOn()).toBe(false)
  start.set(true)
  expect(start.isOn()).toBe(true)
  expect(readFileSync(path, 'utf8')).toContain('Exec="/usr/bin/dailies"\n')
  start.set(false)
  start.set(false)
  expect(start.isOn()).toBe(false)
})

it('quotes the path of the program, whatever it contains', () => {
  const program = '/home/ada/50% “off” $HOME `x` \\ "q"/Dailies.AppImage'
  autostartFile(path, program).set(true)
  const [, value = ''] = /^Exec="(.*)"$/m.exec(readFileSync(path, 'utf8')) ?? []
  const read = value
    .replaceAll('\\\\', '\\')
    .replaceAll(/\\(["`$\\])/g, '$1')
    .replaceAll('%%', '%')
  expect(read).toBe(program)
})

it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is off where the desktop says %s', (line) => {
  const start = autostartFile(path, '/usr/bin/dailies')
  start.set(true)
  writeFileSync(path, `${readFileSync(path, 'utf8')}${line}\n`)
  expect(start.isOn()).toBe(false)
  start.set(true)
  expect(start.isOn()).toBe(true)
})

it('replaces a link without writing to its target', () => {
  const start = autostartFile(path, '/usr/bin/dailies')
  start.set(true)
  const target = join(folder, 'target')
  writeFileSync(target, 'untouched')
  rmSync(path)
  symlinkSync(target, path)
  start.set(true)
  expect(readFileSync(target, 'utf8')).toBe('untouched')
})

it('uses the folder of XDG_CONFIG_HOME, unless that is relative', () => {
  expect(autostartPath('/home/ada', '/config')).toBe('/config/autostart/app.dailies.Dailies.desktop')
  expect(autostartPath('/home/ada', 'config')).toBe('/home/ada/.config/autostart/app.dailies.Dailies.desktop')
})

it('starts the AppImage that the program is in, and no other one', () => {
  const image = { APPIMAGE: '/home/ada/Dailies.AppImage', APPDIR: '/tmp/.mount_Dailies' }
  expect(programToStart('/tmp/.mount_Dailies/dailies', image)).toBe('/home/ada/Dailies.AppImage')
  // As in the terminal of another program.
  expect(programToStart('/usr/lib/dailies/dailies', image)).toBe('/usr/lib/dailies/dailies')
  expect(programToStart('/usr/lib/dailies/dailies', {})).toBe('/usr/lib/dailies/dailies')
})
