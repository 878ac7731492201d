const page = (title: string, body: string): string =>
  `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>\n`

/** What a load balancer or a host of files says in HTML, filled up to a size where that matters. */
export function errorPage(title: string, bytes = 0): string {
  const filler = '<!-- a padding to disable a friendly error page -->\n'
  const short = page(title, `<h1>${title}</h1>`)
  return short + filler.repeat(Math.max(0, Math.ceil((bytes - short.length) / filler.length)))
}

/** The page of a network that wants to be signed in to. */
export const portalPage = page(
  'Welcome to the guest network',
  '<h1>Guest network</h1><form action="/login"><button>Accept and connect</button></form>'
)

/** The page that a result address shows before its job is done; the real one has this size. */
export const notFoundPage = errorPage('404 Not Found: this object does not exist or is not public', 27_150)
