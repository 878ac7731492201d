import type { Session, WebContents } from 'electron'

/** Every permission is denied, known or not; Electron grants camera, place and clipboard where nothing is set. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

/** The page stays the page: no navigation, no new windows, no embedded views. */
export function lockContents(contents: WebContents, isOwnPage: (url: string) => boolean): void {
  const onlyOwnPage = (event: { preventDefault: () => void; readonly url: string }): void => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', onlyOwnPage)
  contents.on('will-frame-navigate', onlyOwnPage)
  contents.on('will-redirect', onlyOwnPage)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
