import { app } from 'electron'
import { appOrigin } from '@shared/scheme'

/** The development server counts in a development run only; a packaged app has no such back door. */
export const developmentServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']

/** What the window shows. */
export const pageUrl = developmentServer ?? `${appOrigin}/index.html`

/** Whether an address is the page itself, whatever its query or fragment. */
export const isOwnPage = (url: string): boolean =>
  url.split(/[?#]/, 1)[0]?.replace(/\/$/, '') === pageUrl.replace(/\/$/, '')
