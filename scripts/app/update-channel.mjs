import { Problem } from '../base/say.mjs'

/**
 * Returns where a build looks for newer versions; null if it does not. The program takes it as it is.
 *
 * `DAILIES_UPDATE_FEED`: folder of electron-builder's feed. `DAILIES_DOWNLOAD_PAGE`: what the browser opens. `DAILIES_PUBLISHER`:
 * whose signature updates need on Windows.
 */
export function updateChannel(environment) {
  const feed = addressIn(environment, 'DAILIES_UPDATE_FEED')
  if (feed === null) return null
  if (feed.search !== '' || feed.hash !== '')
    throw new Problem('DAILIES_UPDATE_FEED must be the address of a folder, without ? and #.')
  const folder = feed.href.replace(/\/*$/, '/')
  return {
    feed: folder,
    page: addressIn(environment, 'DAILIES_DOWNLOAD_PAGE')?.href ?? folder,
    publisher: environment['DAILIES_PUBLISHER'] || null
  }
}

function addressIn(environment, name) {
  const text = environment[name] ?? ''
  if (text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === '127.0.0.1')
  if (!isSafe) throw new Problem(`${name} must be an address that begins with https://.`)
  if (url.username !== '' || url.password !== '')
    throw new Problem(`${name} must hold no user name and no password: everybody can read it.`)
  return url
}

/**
 * Returns options of electron-builder, which has it write the feed, and note the feed in the package. The two builds for
 * macOS have a feed each: each is made on its own machine, and knows nothing of the other.
 */
export function feedOptions(environment, { platform, arch } = process) {
  const channel = updateChannel(environment)
  if (channel === null) return []
  return [
    '-c.publish.provider=generic',
    `-c.publish.url=${channel.feed}`,
    ...(platform === 'darwin' ? [`-c.publish.channel=latest-${arch}`] : []),
    ...(channel.publisher === null ? [] : [`-c.win.signtoolOptions.publisherName=${channel.publisher}`])
  ]
}
