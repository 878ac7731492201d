/**
 * Packages whose libraries the program loads: those that its files name as needed, and libsecret for the key. A nested list
 * names one package under its different names: newer systems renamed some to …t64.
 * @internal
 */
export const dependencies = [
  ['libasound2', 'libasound2t64'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libatk1.0-0', 'libatk1.0-0t64'],
  ['libatspi2.0-0', 'libatspi2.0-0t64'],
  'libc6',
  'libcairo2',
  ['libcups2', 'libcups2t64'],
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libgcc-s1',
  ['libglib2.0-0', 'libglib2.0-0t64'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libsecret-1-0',
  'libstdc++6',
  'libudev1',
  'libx11-6',
  'libx11-xcb1',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
  'xdg-utils'
].map((names) => [names].flat())

/** A keyring for the key, and the program that copies for editors are made with. */
const recommended = ['gnome-keyring | kwalletmanager', 'ffmpeg']

/**
 * Returns a version that Debian orders as we do: what comes before a release sorts before it.
 */
export const debianVersion = (version) => version.replace('-', '~')

/** Returns the package's control file. `bytes`: of all installed files. */
export function controlFile({ version, architecture, bytes }) {
  return `${[
    'Package: dailies',
    `Version: ${debianVersion(version)}`,
    `Architecture: ${architecture}`,
    'Maintainer: The Dailies developers <developers@dailies.app>',
    `Installed-Size: ${Math.ceil(bytes / 1024)}`,
    `Depends: ${dependencies.map((names) => names.join(' | ')).join(', ')}`,
    `Recommends: ${recommended.join(', ')}`,
    'Section: video',
    'Priority: optional',
    'Description: make video from text, and hand it to your editor',
    ' Dailies makes video from text with the ModelsLab API, keeps every clip in a',
    ' library that works offline, and never buys the same clip twice. Takes are',
    ' looked at, compared and chosen, and handed to a video editor by drag and by',
    ' timeline.'
  ].join('\n')}\n`
}

/** Returns the file that says under which terms everything in the package is. */
export const copyrightFile = (licence) =>
  `Dailies\n\n${licence}
The packages in the program: /usr/share/doc/dailies/licences.txt

Electron, Chromium and Node.js, and what they are made of:
/usr/lib/dailies/LICENSE.electron.txt and /usr/lib/dailies/LICENSES.chromium.html

On Debian systems, the full texts of common licences are in /usr/share/common-licenses.
`

/** Returns the package's changelog. */
export const changelogFile = ({ version, date }) =>
  `dailies (${debianVersion(version)}) unstable; urgency=medium

  * See CHANGELOG.md in the source for what changed.

 -- The Dailies developers <developers@dailies.app>  ${date.toUTCString().replace('GMT', '+0000')}
`
