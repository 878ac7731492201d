import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'

const scheme = 'app'
const host = 'dailies'

/** No remote origin at all; styles by CSSOM only; Svelte's runtime and the worker for pictures have a trusted-types policy each. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html dailies-picture-worker'
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png'
}

/** Registers the scheme; must be called once, before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
    }
  ])
}

/** Serves the page from its folder and media by id, all under one origin. */
export function serveAppScheme(
  session: Session,
  deps: { readonly pageFolder: string; readonly media: (request: Request) => Promise<Response> }
): void {
  session.protocol.handle(scheme, (request) => {
    const url = new URL(request.url)
    if (url.host !== host) return new Response(null, { status: 404 })
    return url.pathname.startsWith('/media/') ? deps.media(request) : servePage(deps.pageFolder, url.pathname)
  })
}

async function servePage(folder: string, pathname: string): Promise<Response> {
  try {
    // Throws for an invalid address, as a missing file does below.
    const path = normalize(join(folder, decodeURIComponent(pathname)))
    const contentType = contentTypes[extname(path)]
    if (!path.startsWith(folder + sep) || !contentType) return new Response(null, { status: 404 })
    return new Response(await readFile(path), {
      headers: {
        'Content-Type': contentType,
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
        'X-DNS-Prefetch-Control': 'off'
      }
    })
  } catch {
    return new Response(null, { status: 404 })
  }
}
