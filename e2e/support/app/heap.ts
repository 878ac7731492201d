import type { Page } from '@playwright/test'

/** Returns a snapshot of the page's JavaScript heap as text, with all strings in it. */
export async function heapOf(page: Page): Promise<string> {
  const browser = await page.context().newCDPSession(page)
  const chunks: string[] = []
  browser.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await browser.send('HeapProfiler.enable')
  await browser.send('HeapProfiler.collectGarbage')
  await browser.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await browser.detach()
  return chunks.join('')
}
