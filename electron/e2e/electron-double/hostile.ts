import { channelNames } from '../../../shared/contract/index.ts'
import { pack } from './page/codec.ts'
import type { ForgedFrame } from './side-door.ts'

/** One hostile step: who does what, and through which door. */
export type HostileStep =
  /** The page broke out of its world and speaks to ipc itself. */
  | { readonly door: 'ipc'; readonly channel: string; readonly args: string }
  /** Another frame speaks. */
  | { readonly door: 'forged'; readonly channel: string; readonly args: string; readonly frame: ForgedFrame }
  /** A script in the page tries the exposed functions, the network, or to leave. */
  | { readonly door: 'page'; readonly act: 'call'; readonly channel: string; readonly input: unknown }
  | {
      readonly door: 'page'
      readonly act: 'fetch' | 'navigate' | 'open' | 'frame' | 'script'
      readonly url: string
    }

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const addresses = [
  'https://example.org/',
  'http://127.0.0.1:9/',
  'http://localhost/',
  'file:///etc/passwd',
  'app://other/',
  'app://bundle:81/',
  'app://bundle@example.org/',
  'app://user:x@bundle/',
  'data:text/html,<script>1</script>',
  'javascript:void(0)',
  'blob:app://bundle/1',
  'ftp://example.org/x',
  'devtools://devtools/bundled/inspector.html',
  'chrome://settings',
  'about:blank',
  'mailto:a@example.org',
  '//example.org/x',
]

const isRequested = (address: string): boolean => address !== 'about:blank'

/** Inputs no channel takes: wrong shapes, odd values, too much of everything. `pick` chooses. */
function badInput(pick: <T>(from: readonly T[]) => T, chance: () => number): unknown {
  const heavy = chance() < 0.004
  const nested = (): unknown => {
    let value: unknown = 'x'
    for (let depth = 0; depth < 90; depth++) value = depth % 2 === 0 ? [value] : { value }
    return value
  }
  return pick<() => unknown>([
    () => 'x'.repeat(heavy ? 17_000_000 : 20_000),
    () => [],
    () => 5,
    () => true,
    () => null,
    () => new Map([['token', '1']]),
    () => new Date(0),
    () => new Uint8Array(heavy ? 5_000_000 : 64),
    () => 10n,
    () => Number.NaN,
    nested,
    () => ({ token: 5, place: {}, commands: 'x', places: [], limit: -1, offset: 'a' }),
    () => ({ token: '../../etc/passwd', place: '/etc/passwd', places: ['/etc'], parent: '/', name: '../x' }),
    () => ({ commands: [], places: [], articleId: 7, datasetId: null, jobId: {}, factId: [], purpose: 'x' }),
    () => ({
      commands: Array.from({ length: 5001 }, () => ({})),
      places: Array.from({ length: 10_001 }, () => 'x'),
    }),
    () =>
      JSON.parse(
        '{"__proto__":{"token":"x"},"constructor":{"prototype":{"isAdmin":true}},"commands":7}',
      ) as unknown,
    () => ({ commands: [{ type: 'fact.decide', id: 1 }, { type: '__proto__' }, null, 'x'] }),
  ])()
}

const unknownChannels = [
  'call:',
  'call:project.delete',
  'call:__proto__',
  'call:constructor',
  'call:toString',
  'project.status',
  'push',
  'places-off',
  'ELECTRON_BROWSER_REQUIRE',
  'GUEST_VIEW_MANAGER_CREATE',
  'RENDERER_WEB_FRAME_METHOD',
  '',
]

/** Channels whose every well-formed call would change something outside a project, or need no input. */
const takesAnything: readonly string[] = [
  'app.info',
  'app.preferences',
  'files.browse',
  'project.openSample',
  'project.close',
  'project.status',
  'project.verify',
  'extraction.start',
  'jobs.list',
  'articles.list',
  'facts.list',
  'entities.list',
  'entities.candidates',
  'history.list',
  'datasets.list',
  'codebook.current',
]

/** Channels where none of the bad inputs is a good one by accident. */
const strictChannels = channelNames.filter((name) => !takesAnything.includes(name))
const readers = [
  'facts.list',
  'articles.list',
  'entities.list',
  'history.list',
  'codebook.current',
  'jobs.list',
]

/** A run of hostile steps, the same for the same seed. */
export function hostileSteps(seed: number, count: number): readonly HostileStep[] {
  const chance = random(seed)
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(chance() * from.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  const bad = (): unknown => badInput(pick, chance)
  // A map handed to the page arrives there as an object without keys, which is all that some channels take.
  const badInPage = (): unknown => {
    const input = bad()
    return input instanceof Map ? [input] : input
  }
  const foreignFrame = (): ForgedFrame => {
    const kind = pick(['inner', 'gone', 'foreignWindow', 'address'] as const)
    return {
      url: kind === 'address' ? pick(addresses) : 'app://bundle/',
      inner: kind === 'inner',
      gone: kind === 'gone',
      foreignWindow: kind === 'foreignWindow',
    }
  }
  const step = (): HostileStep => {
    const which = chance()
    if (which < 0.2) return { door: 'ipc', channel: pick(unknownChannels), args: pack([bad()]) }
    if (which < 0.45) return { door: 'ipc', channel: `call:${pick(strictChannels)}`, args: pack([bad()]) }
    if (which < 0.5) return { door: 'ipc', channel: `call:${pick(readers)}`, args: pack([{}, bad()]) }
    if (which < 0.55)
      return { door: 'ipc', channel: 'places-of', args: pack([pick([{}, 5, 'x', [5], [''], null])]) }
    // A well-formed call, from where none may come; the worst that could be asked for among them.
    if (which < 0.75) {
      const [channel, input] = pick<readonly [string, unknown]>([
        ['call:project.close', {}],
        ['call:app.preferences', { set: { language: 'de' } }],
        ['call:project.openSample', {}],
        ['call:extraction.start', {}],
        ['call:import.paste', { name: 'x', text: 'Ein Satz.' }],
        ['call:commands.apply', { commands: [{ type: 'project.rename' }] }],
        ['places-of', ['/etc/passwd']],
      ])
      return { door: 'forged', channel, args: pack([input]), frame: foreignFrame() }
    }
    if (which < 0.95) return { door: 'page', act: 'call', channel: pick(strictChannels), input: badInPage() }
    const act = pick(['fetch', 'navigate', 'open', 'frame', 'script'] as const)
    // Chromium goes to about:blank without a request, which the double cannot hold back and Electron can.
    return { door: 'page', act, url: pick(act === 'navigate' ? addresses.filter(isRequested) : addresses) }
  }
  return Array.from({ length: count }, step)
}
