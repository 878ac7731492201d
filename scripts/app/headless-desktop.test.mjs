import { delimiter, join } from 'node:path'
import { expect, it } from 'vitest'
import { missingPrograms } from './headless-desktop.mjs'

it('looks for programs in every folder of the path', () => {
  const there = [join('/usr/bin', 'Xvfb'), join('/opt/bin', 'openbox')]
  const path = ['/usr/bin', '/opt/bin'].join(delimiter)
  const exists = (file) => there.includes(file)
  expect(missingPrograms(['Xvfb', 'openbox', 'dbus-daemon'], path, exists)).toEqual(['dbus-daemon'])
})
