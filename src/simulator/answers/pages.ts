const page = (title: string, body: string): string =>
  `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>\n`

/** HTML error page of a load balancer or file host, padded to a size. */
export function errorPage(title: string, bytes = 0): string {
  const filler = '<!-- a padding to disable a friendly error page -->\n'
  const short = page(title, `<h1>${title}</h1>`)
  return short + filler.repeat(Math.max(0, Math.ceil((bytes - short.length) / filler.length)))
}

/** Sign-in page of a captive portal. */
export const portalPage = page(
  'Welcome to the guest network',
  '<h1>Guest network</h1><form action="/login"><button>Accept and connect</button></form>'
)

/** Page at a result address before its job is done; as large as the real one. */
export const notFoundPage = errorPage('404 Not Found: this object does not exist or is not public', 27_150)
