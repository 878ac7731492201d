import { describe, expect, it } from 'vitest'
import { cpuTimesOf, mainThreadMs, memoryOf, residentMib, sharesOfCore, total } from './process-usage'

describe('process usage', () => {
  it('reads the memory of this process', () => {
    const { rss, pss } = memoryOf(process.pid)
    expect(pss).toBeGreaterThan(10)
    expect(rss).toBeGreaterThanOrEqual(pss)
    expect(residentMib(process.pid)).toBeGreaterThan(10)
  })

  it('sees the processor time that this process uses', () => {
    const before = cpuTimesOf(process.pid).get('main') ?? 0
    const started = process.cpuUsage()
    // However long a busy machine takes to give it so much.
    while (process.cpuUsage(started).user < 100_000) Math.sqrt(before)
    expect(cpuTimesOf(process.pid).get('main')).toBeGreaterThan(before)
    expect(mainThreadMs(process.pid)).toBeGreaterThan(0)
  })

  it('gives the share of a core by kind of process, and for none that ended', () => {
    const shares = sharesOfCore(
      new Map([
        ['main', 100],
        ['renderer', 50],
        ['zygote', 10]
      ]),
      new Map([
        ['main', 150],
        ['renderer', 50],
        ['gpu-process', 25]
      ]),
      1000
    )
    expect(shares).toEqual({ main: 5, renderer: 0, 'gpu-process': 2.5 })
    expect(total(shares)).toBe(7.5)
  })

  it('knows nothing of a process that is gone', () => {
    expect(residentMib(2 ** 30)).toBeNull()
    expect(mainThreadMs(2 ** 30)).toBe(0)
  })
})
