import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { sizesOf, unpackedFolder } from './sizes.mjs'

const mebibyte = Buffer.alloc(1024 ** 2)

it.each(['resources', 'Resources'])('counts a program by part, each file once, with its %s', (resources) => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-sizes-'))
  try {
    const put = (path, mebibytes) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), Buffer.concat(Array.from({ length: mebibytes }, () => mebibyte)))
    }
    put(`${resources}/app.asar`, 2)
    put(`${resources}/clips/one.mp4`, 3)
    put('dailies', 4)
    symlinkSync('dailies', join(folder, 'Current'))
    const lines = sizesOf(folder).map((line) => line.trim())
    expect(lines[0]).toBe('9.0 MiB  whole')
    expect(lines).toContain('2.0 MiB  app.asar (program, page)')
    expect(lines).toContain('4.0 MiB  Electron and Chromium')
    expect(lines).toContain('0.0 MiB  native addons')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it.each([
  ['linux', 'x64', 'linux-unpacked'],
  ['win32', 'x64', 'win-unpacked'],
  ['darwin', 'x64', 'Contents'],
  ['darwin', 'arm64', 'Contents']
])('finds the program of %s (%s) in %s', (platform, arch, last) => {
  expect(unpackedFolder({ platform, arch }).endsWith(last)).toBe(true)
})
