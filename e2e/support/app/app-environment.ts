import { sessionFolders } from '../desktop/desktop'
import type { Environment } from '../desktop/processes'

/** Inherited variables. All others are removed, so that tests behave the same on every machine. */
const inherited = ['PATH', 'LANG', 'LC_ALL', 'TZ']
const ofDesktop = ['DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_SESSION_TYPE']

const pick = (from: Environment, names: readonly string[]): Environment =>
  Object.fromEntries(names.map((name) => [name, from[name]]))

/** Drops undefined variables: a child's environment has strings only. */
export const withoutAbsent = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  )

/** Returns the app's environment: one user's home, one desktop, one API. */
export async function appEnvironment(from: {
  readonly home: string
  readonly desktop: Environment
  readonly apiUrl?: string | undefined
}): Promise<Record<string, string>> {
  return withoutAbsent({
    ...pick(process.env, inherited),
    ...pick(from.desktop, ofDesktop),
    ...(await sessionFolders(from.home)),
    DAILIES_API_URL: from.apiUrl
  })
}
