/**
 * Debian packages that Dailies needs, by purpose. A nested list names one package under
 * its different names: Debian 13 renamed some to …t64.
 */
const packages = {
  /** Compiling keytar. */
  build: ['g++', 'make', 'python3', 'pkg-config', 'libsecret-1-dev'],
  /** Libraries that Electron loads. */
  window: ['libnss3', ['libgtk-3-0', 'libgtk-3-0t64'], 'libgbm1', ['libasound2', 'libasound2t64']],
  /** Display and keyring for machines without a desktop. */
  headless: ['xvfb', 'xauth', 'dbus', 'gnome-keyring'],
  /** For tests: drag to another program, keyboard layouts, media inspection, rendering of timelines, a company's certificate store. */
  test: [
    'openbox',
    'xdotool',
    'x11-xkb-utils',
    'python3-gi',
    'gir1.2-gtk-3.0',
    'ffmpeg',
    'melt',
    'libimage-exiftool-perl',
    'libnss3-tools'
  ],
  /** Checking the Debian package. */
  dist: ['lintian', 'desktop-file-utils', 'appstream', 'debootstrap']
}

export function requirements(groups) {
  return groups.flatMap((group) => packages[group]).map((names) => [names].flat())
}

/** Returns the installed packages in the output of `dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n'`. */
export function installedIn(output) {
  return new Set(
    output
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, status]) => status === 'ii')
      .map(([name]) => name)
  )
}

/** Returns the installable packages in the output of `apt-cache policy …`. */
export function candidatesIn(output) {
  const candidates = new Set()
  let name = ''
  for (const line of output.split('\n')) {
    const heading = /^(\S+):$/.exec(line)
    if (heading) name = heading[1].replace(/:\w+$/, '')
    const candidate = /^\s+Candidate: (.+)$/.exec(line)
    if (candidate && candidate[1] !== '(none)') candidates.add(name)
  }
  return candidates
}

export const missingFrom = (needed, installed) =>
  needed.filter((names) => !names.some((name) => installed.has(name)))

/** Returns one name per required package: the first that apt offers. */
export function chooseNames(needed, candidates) {
  return {
    names: needed.flatMap((names) => names.find((name) => candidates.has(name)) ?? []),
    unavailable: needed.filter((names) => !names.some((name) => candidates.has(name))).map(([name]) => name)
  }
}
