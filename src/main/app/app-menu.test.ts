import { expect, it, onTestFinished } from 'vitest'
import { AppBench } from './testing/app-bench'

it('offers in the menu bar what the window can do, and takes no name of anything else', async () => {
  const bench = await AppBench.start()
  onTestFinished(() => bench.end())
  const { desktop, ipc } = bench.platform
  ipc.send('menu.possible', { actions: ['settings', 'reuse'] })
  expect(desktop.offered).toEqual(['settings', 'reuse'])
  ipc.send('menu.possible', { actions: ['quit'] })
  expect(desktop.offered).toEqual(['settings', 'reuse'])
  ipc.send('menu.possible', { actions: [] })
  expect(desktop.offered).toEqual([])
})
