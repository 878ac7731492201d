import { app } from 'electron'
import { appOrigin } from '@shared/scheme'

/** Address of the development server; undefined in a packaged app. */
export const developmentServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']

/** Address of the page. */
export const pageUrl = developmentServer ?? `${appOrigin}/index.html`

/** Returns whether an address is the page, whatever its query or fragment. */
export const isOwnPage = (url: string): boolean =>
  url.split(/[?#]/, 1)[0]?.replace(/\/$/, '') === pageUrl.replace(/\/$/, '')
