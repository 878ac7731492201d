import type { Page } from '@playwright/test'
import type { Point } from './drop-target'

/** What is dragged: files of the disk, or what another page or program offers. */
export interface Dragged {
  readonly files?: readonly string[]
  readonly items?: readonly { readonly mimeType: string; readonly data: string }[]
}

/**
 * Drags something onto the page as another program does: files have their paths. It is dropped where it is, unless another
 * point is given.
 */
export async function dragOver(
  page: Page,
  over: Point,
  { files = [], items = [] }: Dragged
): Promise<{ readonly drop: (at?: Point) => Promise<void> }> {
  const browser = await page.context().newCDPSession(page)
  const data = { items: [...items], files: [...files], dragOperationsMask: 1 }
  const send = async (type: 'dragEnter' | 'dragOver' | 'drop', { x, y } = over): Promise<void> =>
    void (await browser.send('Input.dispatchDragEvent', { type, x, y, data }))
  await send('dragEnter')
  await send('dragOver')
  return { drop: (at) => send('drop', at) }
}

/** Drops something on a point of the page. */
export async function dropAt(page: Page, point: Point, dragged: Dragged): Promise<void> {
  await (await dragOver(page, point, dragged)).drop()
}
