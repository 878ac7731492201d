import { Problem } from '../base/say.mjs'

const required = [20, 19]

function isNodeNewEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > required[0] || (major === required[0] && minor >= required[1])
}

export function requireNode(version = process.version) {
  if (isNodeNewEnough(version)) return
  throw new Problem(
    `Dailies needs Node ${required.join('.')} or later; this is ${version}. Install a newer Node.`
  )
}
