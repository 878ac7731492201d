import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CrashReports } from './crash-reports'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-crashes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function addReports(inside: string, count: number): void {
  mkdirSync(join(folder, inside), { recursive: true })
  for (let age = 0; age < count; age += 1) {
    const path = join(folder, inside, `report-${age}`)
    writeFileSync(`${path}.dmp`, 'MDMP')
    writeFileSync(`${path}.meta`, '')
    utimesSync(`${path}.dmp`, 1_000_000 - age, 1_000_000 - age)
  }
}

it('keeps the newest ten, and removes what belongs to the others', async () => {
  addReports('completed', 14)
  writeFileSync(join(folder, 'settings.dat'), '')
  const reports = new CrashReports(folder)
  expect(await reports.count()).toBe(14)
  await reports.prune()
  expect(await reports.count()).toBe(10)
  const left = readdirSync(join(folder, 'completed'))
  expect(left).toHaveLength(20)
  expect(left).toContain('report-9.dmp')
  expect(left).not.toContain('report-10.meta')
  expect(readdirSync(folder)).toContain('settings.dat')
})

it('finds them in every folder of the crash database', async () => {
  addReports('pending', 2)
  addReports('reports', 3)
  expect(await new CrashReports(folder).count()).toBe(5)
})

it('has none where nothing crashed', async () => {
  const reports = new CrashReports(join(folder, 'absent'))
  await reports.prune()
  expect(await reports.count()).toBe(0)
})
