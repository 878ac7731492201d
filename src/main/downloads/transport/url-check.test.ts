import { describe, expect, it } from 'vitest'
import { checkUrl } from './url-check'

const refusal = (text: string, loopbackAllowed = false, base?: string): string | null => {
  const checked = checkUrl(text, loopbackAllowed, base === undefined ? undefined : new URL(base))
  return checked.ok ? null : checked.error
}
const canonical = (text: string, base?: string): string | null => {
  const checked = checkUrl(text, false, base === undefined ? undefined : new URL(base))
  return checked.ok ? checked.value.href : null
}

describe('checkUrl', () => {
  it.each([
    ['https://pub-1.r2.dev/generations/a.mp4', 'https://pub-1.r2.dev/generations/a.mp4'],
    ['https://CDN.Example.COM/A.mp4', 'https://cdn.example.com/A.mp4'],
    ['  https://cdn.example.com/a.mp4  ', 'https://cdn.example.com/a.mp4'],
    ['https://cdn.example.com:443/a.mp4', 'https://cdn.example.com/a.mp4'],
    ['https://cdn.example.com./a.mp4', 'https://cdn.example.com./a.mp4'],
    ['https://cdn.example.com/a.mp4#t=1', 'https://cdn.example.com/a.mp4'],
    ['https://bücher.example.com/ä b.mp4', 'https://xn--bcher-kva.example.com/%C3%A4%20b.mp4'],
    ['https://8.8.8.8/a.mp4', 'https://8.8.8.8/a.mp4'],
    ['https://[2606:4700::1111]/a.mp4', 'https://[2606:4700::1111]/a.mp4']
  ])('accepts %s [A09]', (text, expected) => {
    expect(canonical(text)).toBe(expected)
  })

  it.each([
    ['file:///etc/passwd', 'scheme'],
    ['data:video/mp4;base64,AAAA', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['blob:https://example.com/1', 'scheme'],
    ['ftp://example.com/a.mp4', 'scheme'],
    ['app://dailies/index.html', 'scheme'],
    ['dailies://open', 'scheme'],
    ['chrome://version', 'scheme'],
    ['http://cdn.example.com/a.mp4', 'scheme'],
    ['https://user:word@cdn.example.com/a.mp4', 'user_info'],
    ['https://user@cdn.example.com/a.mp4', 'user_info'],
    ['https://:word@cdn.example.com/a.mp4', 'user_info'],
    ['https://cdn.example.com:8443/a.mp4', 'port'],
    ['https://cdn.example.com:80/a.mp4', 'port'],
    ['https://cdn.example.com:0/a.mp4', 'port'],
    [`https://cdn.example.com/${'a'.repeat(10_000)}`, 'too_long'],
    ['', 'not_a_url'],
    ['cdn.example.com/a.mp4', 'not_a_url'],
    ['https://', 'not_a_url'],
    ['https://exa mple.com/', 'not_a_url'],
    ['https://cdn.example.com:99999/', 'not_a_url'],
    ['https://[fe80::1%25eth0]/', 'not_a_url']
  ])('rejects %s as %s [A08, A09]', (text, expected) => {
    expect(refusal(text)).toBe(expected)
  })

  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'videos.localhost',
    'printer.local',
    'printer.local.',
    'metadata.google.internal',
    'metadata',
    'router.home.arpa',
    'nas.lan',
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '2130706433',
    '127.0.0.1'.replace('1', '１'),
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:8.8.8.8]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00::1]'
  ])('rejects the host %s [A10]', (host) => {
    expect(refusal(`https://${host}/a.mp4`)).toBe('host')
  })

  it('accepts any port and http on this machine if the API is there', () => {
    for (const text of ['http://127.0.0.1:8080/a', 'http://localhost:8080/a', 'https://[::1]:8443/a'])
      expect(refusal(text, true)).toBeNull()
  })

  it.each(['https://cdn.example.com/a', 'http://10.0.0.1/a', 'http://127.0.0.1.example.com/a'])(
    'rejects other machines if the API is on this one: %s',
    (text) => {
      expect(refusal(text, true)).toBe('host')
    }
  )

  it('resolves a relative reference [A12]', () => {
    expect(canonical('../b.mp4', 'https://cdn.example.com/x/y/a.mp4')).toBe('https://cdn.example.com/x/b.mp4')
    expect(canonical('//other.example.com/b.mp4', 'https://cdn.example.com/a.mp4')).toBe(
      'https://other.example.com/b.mp4'
    )
  })

  it('rejects a redirect from https to http [A12]', () => {
    expect(refusal('http://127.0.0.1/a', true, 'https://127.0.0.1/')).toBe('scheme')
    expect(refusal('http://127.0.0.1/a', true, 'http://127.0.0.1/')).toBeNull()
    expect(refusal('http://cdn.example.com/a', false, 'https://cdn.example.com/')).toBe('scheme')
    expect(refusal('ftp://127.0.0.1/a', true)).toBe('scheme')
  })
})
