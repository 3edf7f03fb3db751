import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const listed = z
  .object({
    sites: z.array(
      z.object({ file: z.string(), uses: z.array(z.string()).min(1), reason: z.string().min(20) }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'network-call-sites.json'), 'utf8')))

/** Ways out of a process, in code without comments and string contents (module names excepted). */
const ways: readonly (readonly [string, RegExp])[] = [
  ...['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector'].map(
    (name) =>
      [`node:${name}`, new RegExp(`(from|import|require)\\s*\\(?\\s*['"](node:)?${name}['"]`)] as const,
  ),
  ['undici', /(from|import|require)\s*\(?\s*['"](undici|axios|got|node-fetch|ws)['"]/],
  ['fetch', /(?<![\w$.'"-])(globalThis\.|window\.|self\.)?fetch\s*\(|\bfetchLater\b/],
  ['fetch', /\bnet\s*\.\s*(fetch|request)\s*\(/],
  ['WebSocket', /\bnew\s+WebSocket(Stream)?\b/],
  ['WebTransport', /\bnew\s+WebTransport\b/],
  ['RTCPeerConnection', /\bRTCPeerConnection\b/],
  ['XMLHttpRequest', /\bXMLHttpRequest\b/],
  ['EventSource', /\bnew\s+EventSource\b/],
  ['sendBeacon', /\bsendBeacon\b/],
  ['importScripts', /\bimportScripts\b/],
  ['openExternal', /\bopenExternal\s*\(/],
  ['autoUpdater', /\bautoUpdater\b/],
]

/** The code without its comments; strings stay, since they name modules. */
function withoutComments(source: string): string {
  return source.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, text: string | undefined) => text ?? '',
  )
}

/** The ways out of the process that a source uses. */
function waysOut(source: string): readonly string[] {
  const code = withoutComments(source)
  return [...new Set(ways.filter(([, pattern]) => pattern.test(code)).map(([name]) => name))].sort()
}

/** Everything that ships: tests, benchmarks and the tools around the program do not. */
const sources = ['electron', 'renderer', 'shared']
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  )
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file))
  .filter((file) => !/\.test\.tsx?$|^electron\/(e2e|bench|tools)\/|-in-tests\.ts$/.test(file))

describe('the program is offline', () => {
  it('has no way out of its processes but those listed with a reason', () => {
    const found = sources
      .map((file) => ({ file, uses: waysOut(readFileSync(join(root, file), 'utf8')) }))
      .filter(({ uses }) => uses.length > 0)
      .sort((a, b) => (a.file < b.file ? -1 : 1))
    const allowed = listed.sites
      .map(({ file, uses }) => ({ file, uses: [...uses].sort() }))
      .sort((a, b) => (a.file < b.file ? -1 : 1))
    expect(found).toEqual(allowed)
  })

  it('is searched by patterns that find each way out, and not in words about it', () => {
    const samples: readonly (readonly [string, readonly string[]])[] = [
      ["import net from 'node:net'", ['node:net']],
      ["import { get } from 'https'", ['node:https']],
      ["const x = await import('node:dns/promises')", ['node:dns/promises']],
      ["require('http')", ['node:http']],
      ['await fetch(url)', ['fetch']],
      ['globalThis.fetch(url)', ['fetch']],
      ['void net.request(url)', ['fetch']],
      ['new WebSocket(url)', ['WebSocket']],
      ['const x = new XMLHttpRequest()', ['XMLHttpRequest']],
      ['new EventSource(url)', ['EventSource']],
      ['navigator.sendBeacon(url)', ['sendBeacon']],
      ['await shell.openExternal(url)', ['openExternal']],
      ["const s = 'a // b'; fetch(url)", ['fetch']],
      ['// fetch(url)', []],
      ['/* new WebSocket(url) */ const refetch = prefetch(url)', []],
      ['cache.refetch(key)', []],
    ]
    for (const [code, expected] of samples) expect(waysOut(code), code).toEqual(expected)
  })

  it('was searched at all', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(sources).toContain('renderer/app/client.ts')
  })
})
