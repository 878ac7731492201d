import { Problem } from '../base/say.mjs'

/**
 * Returns where a build looks for newer versions; null if it does not.
 *
 * `DAILIES_UPDATE_FEED`: folder of electron-builder's feed. `DAILIES_DOWNLOAD_PAGE`: what the browser opens. `DAILIES_PUBLISHER`:
 * whose signature updates need on Windows.
 */
export function updateChannel(environment) {
  const feed = addressIn(environment, 'DAILIES_UPDATE_FEED')
  if (feed === null) return null
  return {
    feed,
    page: addressIn(environment, 'DAILIES_DOWNLOAD_PAGE') ?? feed,
    publisher: environment['DAILIES_PUBLISHER'] || null
  }
}

function addressIn(environment, name) {
  const text = environment[name] ?? ''
  if (text === '') return null
  const isAddress = URL.canParse(text) && /^(https:|http:\/\/127\.0\.0\.1[:/])/.test(text)
  if (!isAddress) throw new Problem(`${name} must be an address that begins with https://.`)
  return text
}

/** Returns options of electron-builder, which has it write the feed, and note the feed in the package. */
export function feedOptions(environment) {
  const channel = updateChannel(environment)
  if (channel === null) return []
  return [
    '-c.publish.provider=generic',
    `-c.publish.url=${channel.feed}`,
    ...(channel.publisher === null ? [] : [`-c.win.signtoolOptions.publisherName=${channel.publisher}`])
  ]
}
