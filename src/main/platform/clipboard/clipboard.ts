import * as electron from 'electron'
import { fileFormats, type FileFormat } from './file-formats'

/** The clipboard before Electron 44. */
interface OldClipboard {
  writeBuffer(format: string, data: Buffer): void
  has(format: string): boolean
}

export async function copyText(text: string): Promise<void> {
  // Returns a promise since Electron 44.
  await (electron.clipboard.writeText(text) as void | Promise<void>)
}

/**
 * Copies files, to be pasted in a file manager.
 *
 * @returns False where the runtime or the system cannot. The clipboard may be empty then.
 */
export async function copyFiles(paths: readonly string[]): Promise<boolean> {
  const formats = fileFormats(process.platform, paths)
  const [first] = formats
  if (!first) return false
  // Only since Electron 44.
  const { ClipboardItem } = electron as Partial<Pick<typeof electron, 'ClipboardItem'>>
  return ClipboardItem ? writeItem(ClipboardItem, formats, paths) : writeOnly(first)
}

/** Writes all forms at once, and the paths as text. */
async function writeItem(
  Item: typeof electron.ClipboardItem,
  formats: readonly FileFormat[],
  paths: readonly string[]
): Promise<boolean> {
  const { clipboard } = electron
  const raw = (name: string): string => `electron application/osclipboard;format="${name}"`
  const data: Record<string, string> = { 'text/plain': paths.join('\n') }
  for (const { name, text } of formats) data[raw(name)] = text
  await clipboard.write([new Item(data)])
  return clipboard.has(raw(formats[0]?.name ?? ''))
}

/** Writes one form: a second call would replace it. */
function writeOnly({ name, text }: FileFormat): boolean {
  const clipboard = electron.clipboard as unknown as Partial<OldClipboard>
  if (!clipboard.writeBuffer || !clipboard.has) return false
  clipboard.writeBuffer(name, Buffer.from(text))
  return clipboard.has(name)
}
