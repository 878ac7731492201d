import { expect, it } from 'vitest'
import { dropHarmfulVariables, refusedSwitchesSentence } from './command-line'

it.each([
  '--log-net-log=/tmp/F',
  '--net-log-capture-mode=Everything',
  '--proxy-server=127.0.0.1:8080',
  '--proxy-bypass-list=<-loopback>',
  '--proxy-pac-url=http://127.0.0.1/pac',
  '--ssl-key-log-file=/tmp/F',
  '--ignore-certificate-errors',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--enable-logging=file',
  '--log-file=/tmp/F',
  '--vmodule=*=9',
  '--trace-startup=*',
  '--renderer-cmd-prefix=xterm -e',
  '--gpu-launcher=sh',
  '--utility-cmd-prefix=sh',
  '--enable-features=UseOzonePlatform,NetworkServiceInProcess',
  '--disable-features=PartitionedCookies',
  '-proxy-server=127.0.0.1:8080'
])('refuses %s', (word) => {
  expect(refusedSwitchesSentence(['--demo', word])).toContain(` take ${word.split('=', 1)[0]}: `)
})

it('accepts switches that only change how the program looks or runs', () => {
  const args = [
    '--demo',
    '--user-data-dir=/tmp/a profile',
    '--ozone-platform=x11',
    '--enable-features=UseOzonePlatform,WaylandWindowDecorations',
    '--force-device-scale-factor=1.5',
    '-psn_0_12345',
    '/home/me/clip.mp4',
    'dailies://open',
    '--',
    '--proxy-server=after the end of the switches'
  ]
  expect(refusedSwitchesSentence(args)).toBeNull()
})

it('names refused switches without their values', () => {
  expect(refusedSwitchesSentence(['--log-net-log=/tmp/secret', '--proxy-server=x'])).toBe(
    'Dailies does not take --log-net-log and --proxy-server: it could show or send your key to others. Start it without.'
  )
})

it('removes variables that expose traffic, and no others', () => {
  const environment = {
    SSLKEYLOGFILE: '/tmp/F',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_DEBUG: 'http',
    LANG: 'de'
  }
  dropHarmfulVariables(environment)
  expect(environment).toEqual({ LANG: 'de' })
})
