import { isAbsolute, join } from 'node:path'

/**
 * Returns a base folder of the XDG Base Directory Specification: the one that a variable names, or else its default in
 * the home folder. A relative one is ignored, as the specification says; Chromium would resolve it against the working
 * directory.
 */
export const xdgFolder = (named: string | undefined, home: string, byDefault: string): string =>
  named && isAbsolute(named) ? named : join(home, byDefault)
