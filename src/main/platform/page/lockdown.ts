import type { Session, WebContents } from 'electron'

/** Proxy address where nothing listens: no host is looked up. */
const nowhere = 'socks5://127.0.0.1:1'

/**
 * Denies the page's session everything it does not need: every permission (Electron grants camera, location and
 * clipboard by default), downloads, and the network except the development server. The API and
 * downloads have sessions and processes of their own.
 */
export async function lockSession(session: Session, developmentServer: string | null): Promise<void> {
  session.on('will-download', (event) => event.preventDefault())
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: nowhere,
    // Loopback bypasses a proxy unless it is excluded.
    proxyBypassRules: developmentServer === null ? '<-loopback>' : '<local>'
  })
}

/** Denies navigation, new windows and embedded views. */
export function lockContents(contents: WebContents, isOwnPage: (url: string) => boolean): void {
  const onlyOwnPage = (event: { preventDefault: () => void; readonly url: string }): void => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', onlyOwnPage)
  contents.on('will-frame-navigate', onlyOwnPage)
  contents.on('will-redirect', onlyOwnPage)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
