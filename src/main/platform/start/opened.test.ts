import { expect, it } from 'vitest'
import { argumentsToRestart, OpenRequests, readOpened, type Opened } from './opened'

const id = '5b1f7a52-6f0e-4d53-9f0d-0a5c2f3d7a11'
const folder = '/home/ada'
const linkOf = (...args: readonly string[]) => readOpened(args, folder).link
const filesOf = (...args: readonly string[]) => readOpened(args, folder).files

it('finds the clip of a link among arguments', () => {
  expect(linkOf('--demo', `dailies://clip/${id}`)).toEqual({ kind: 'clip', id })
  expect(linkOf(`dailies://clip/${id}/`, '--no-sandbox')).toEqual({ kind: 'clip', id })
})

it('finds the text of a prompt', () => {
  expect(linkOf('dailies://prompt?text=A%20gull%20%26%20a+boat%0Aat%20dusk')).toEqual({
    kind: 'prompt',
    text: 'A gull & a boat\nat dusk'
  })
  expect(linkOf('dailies://prompt/?text=%F0%9F%90%A6')).toEqual({ kind: 'prompt', text: '🐦' })
})

it('keeps only text of a prompt: no controls, and nothing that reorders it', () => {
  const text = encodeURIComponent(' a\u0000b\u001b[2J\u202ec\r\nd\te ')
  expect(linkOf(`dailies://prompt?text=${text}`)).toEqual({ kind: 'prompt', text: 'ab[2Jc\nd\te' })
})

it.each([
  ['nothing', []],
  ['another host', [`dailies://open/${id}`]],
  ['a path', [`dailies://clip/../${id}`]],
  ['an encoded path', [`dailies://clip/%2e%2e/${id}`]],
  ['words after it', [`dailies://clip/${id}?generate=1`]],
  ['another scheme', [`https://clip/${id}`]],
  ['no id', ['dailies://clip/generate']],
  ['a long text', [`dailies://clip/${'a'.repeat(10_000)}`]],
  ['a prompt that names more than its text', ['dailies://prompt?text=a&modelId=veo-3.1&send=1']],
  ['a prompt with two texts', ['dailies://prompt?text=a&text=b']],
  ['a prompt without text', ['dailies://prompt?text=%20%00']],
  ['a prompt of another shape', ['dailies://prompt?prompt=a']],
  ['a prompt behind a path', ['dailies://prompt/send?text=a']],
  ['a prompt that is too long', [`dailies://prompt?text=${'a'.repeat(5_001)}`]]
])('ignores a link with %s [D17]', (_what, args) => {
  expect(readOpened(args, folder)).toEqual({ link: null, files: [] })
})

it('finds files by path or address, and nothing else', () => {
  expect(
    filesOf('/films/a.mp4', 'b.mp4', 'file:///films/%C3%A9%20c.mp4', '--demo', '', `dailies://clip/${id}`)
  ).toEqual(['/films/a.mp4', '/home/ada/b.mp4', '/films/é c.mp4'])
})

it.each([
  ['another computer', 'file://server/share/a.mp4'],
  ['a broken address', 'file:///%'],
  ['an encoded separator', 'file:///a%2Fb.mp4'],
  ['a web address', 'https://example.com/a.mp4'],
  ['a long path', `/${'a'.repeat(5_000)}`]
])('takes no file of %s', (_what, argument) => {
  expect(filesOf(argument)).toEqual([])
})

it('finds no relative path where the folder is gone', () => {
  expect(readOpened(['/films/a.mp4', 'b.mp4'], null).files).toEqual(['/films/a.mp4'])
})

it('takes no more files than one drop', () => {
  expect(filesOf(...Array.from({ length: 600 }, (_, index) => `/${index}.mp4`))).toHaveLength(500)
})

it('keeps what is to be opened until the app can open it', () => {
  const requests = new OpenRequests()
  const opened: Opened[] = []
  const [early, late] = [
    { link: null, files: ['/a.mp4'] },
    { link: null, files: ['/b.mp4'] }
  ]
  requests.add(early)
  expect(opened).toEqual([])
  requests.start((each) => opened.push(each))
  requests.add(late)
  expect(opened).toEqual([early, late])
})

it('opens nothing again after a restart', () => {
  const args = [
    '/projects/dailies',
    '--demo',
    'dailies://prompt?text=a',
    '/films/a.mp4',
    '--user-data-dir=/p'
  ]
  const again = argumentsToRestart(args, (argument) => argument === '/projects/dailies')
  expect(again).toEqual(['/projects/dailies', '--demo', '--user-data-dir=/p'])
  expect(readOpened(again.slice(1), folder)).toEqual({ link: null, files: [] })
})
