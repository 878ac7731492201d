import { describe, expect, it } from 'vitest'
import { isLoopback, parseOrigin } from './origin'

describe('the address of the API', () => {
  it.each([
    [undefined, 'https://modelslab.com'],
    ['  ', 'https://modelslab.com'],
    ['https://modelslab.com', 'https://modelslab.com'],
    ['https://api.example.org:8443/proxy/', 'https://api.example.org:8443/proxy'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://127.8.9.1:4010/', 'http://127.8.9.1:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
    ['http://LOCALHOST:4010', 'http://localhost:4010']
  ])('accepts %s', (text, value) => {
    expect(parseOrigin(text)).toEqual({ ok: true, value })
  })

  it.each([
    'modelslab.com',
    'http://modelslab.com',
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'http://10.0.0.1',
    'http://[::ffff:7f00:1]',
    'https://user:secret@modelslab.com',
    'https://modelslab.com?x=1',
    'https://modelslab.com#x',
    'https://modelslab.com?',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)'
  ])('rejects %s with a sentence', (text) => {
    const result = parseOrigin(text)
    expect(result.ok || result.error).toMatch(/^The address .+\.$/)
  })

  it.each([
    ['https://modelslab.com', false],
    ['http://localhost:1', true],
    ['http://127.1', true],
    ['https://[::1]', true],
    ['https://127.0.0.1.nip.io', false]
  ])('detects whether %s is this machine', (origin, expected) => {
    expect(isLoopback(origin)).toBe(expected)
  })
})
