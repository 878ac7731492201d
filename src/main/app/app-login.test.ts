import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppBench } from './testing/app-bench'

let bench: AppBench
beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

it('starts at login only where the user asks for it', async () => {
  expect(await bench.call('app.loginStart', {})).toEqual({ isOn: false })
  await bench.call('app.setLoginStart', { isOn: true })
  expect(bench.platform.desktop.startsAtLogin).toBe(true)
  expect(await bench.call('app.loginStart', {})).toEqual({ isOn: true })
})

it('lets no page change that without a gesture of the user', async () => {
  bench.platform.desktop.hasGesture = false
  await expect(bench.call('app.setLoginStart', { isOn: true })).rejects.toThrow(/^not_allowed/)
  expect(bench.platform.desktop.startsAtLogin).toBe(false)
})

it('says that the system keeps it as it was', async () => {
  vi.spyOn(bench.platform.desktop.loginStart, 'set').mockImplementation(() => {
    throw Object.assign(new Error('read-only'), { code: 'EROFS' })
  })
  await expect(bench.call('app.setLoginStart', { isOn: true })).rejects.toThrow(/^folder_read_only/)
})
