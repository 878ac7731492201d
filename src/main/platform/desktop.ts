import { clipboard, dialog, nativeImage, shell, type NativeImage } from 'electron'
import { links } from '@shared/contract'
import type { Desktop } from '../handoff/handoff'
import type { LibraryDesktop } from '../library/library'
import type { MainWindow } from './main-window'

const dragIconWidth = 128

/** Files, clipboard, dialogs and links, as this desktop does them. */
export class ElectronDesktop implements Desktop, LibraryDesktop {
  readonly #fallbackIcon: NativeImage

  constructor(private readonly needs: { readonly window: MainWindow; readonly fallbackIconPath: string }) {
    this.#fallbackIcon = nativeImage.createFromPath(needs.fallbackIconPath).resize({ width: dragIconWidth })
  }

  startDrag(paths: readonly string[], posterPath: string | null): void {
    const [file] = paths
    if (file === undefined) return
    this.needs.window.contents?.startDrag({ file, files: [...paths], icon: this.#dragIcon(posterPath) })
  }

  async copyText(text: string): Promise<void> {
    // A promise from Electron 44 on, nothing before it.
    await (clipboard.writeText(text) as void | Promise<void>)
  }

  revealFile(path: string): void {
    shell.showItemInFolder(path)
  }

  async openFolder(path: string): Promise<void> {
    await shell.openPath(path)
  }

  async openLink(link: keyof typeof links): Promise<void> {
    await shell.openExternal(links[link])
  }

  /** The folder that the user chose; null when the dialog was closed. */
  async chooseFolder(startAt: string): Promise<string | null> {
    const options = {
      title: 'Choose the library folder',
      defaultPath: startAt,
      properties: ['openDirectory' as const, 'createDirectory' as const]
    }
    const window = this.needs.window.browserWindow
    const { canceled, filePaths } = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options)
    return canceled ? null : (filePaths[0] ?? null)
  }

  async askAboutClips(count: number): Promise<'move' | 'leave' | 'cancel'> {
    const clips = count === 1 ? '1 clip' : `${count} clips`
    const options = {
      type: 'question' as const,
      buttons: [`Move ${clips} there`, 'Leave them', 'Cancel'],
      defaultId: 0,
      cancelId: 2,
      message: `Should the ${clips} of the old folder go along?`,
      detail:
        'An edit that uses a clip may look for it in the old folder. Clips that you leave show as missing here until you move them yourself.'
    }
    const window = this.needs.window.browserWindow
    const { response } = window
      ? await dialog.showMessageBox(window, options)
      : await dialog.showMessageBox(options)
    return response === 0 ? 'move' : response === 1 ? 'leave' : 'cancel'
  }

  /** An empty image would make Electron drop the drag without a word. */
  #dragIcon(posterPath: string | null): NativeImage {
    const poster = posterPath === null ? null : nativeImage.createFromPath(posterPath)
    return poster && !poster.isEmpty() ? poster.resize({ width: dragIconWidth }) : this.#fallbackIcon
  }
}
