// @vitest-environment node
import { describe, expect, it } from 'vitest'

// The page's types know no Node, and style sheets are empty to a test runner: the files are read past both.
declare const process: {
  readonly getBuiltinModule: (name: 'node:fs') => {
    readonly readFileSync: (place: URL, as: 'utf8') => string
  }
}
const { readFileSync } = process.getBuiltinModule('node:fs')
const mentionCss = readFileSync(new URL('./mention-types.css', import.meta.url), 'utf8')
const themeCss = readFileSync(new URL('./theme.css', import.meta.url), 'utf8')

type Rgb = readonly [number, number, number]

/** The tokens of the first block whose selector contains `selector`. */
function tokens(css: string, selector: string): ReadonlyMap<string, Rgb> {
  const block = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(
    (match) => match[1]?.includes(selector) === true,
  )
  const found = new Map<string, Rgb>()
  for (const match of block) {
    for (const [, name = '', hex = ''] of (match[2] ?? '').matchAll(/(--[\w-]+):\s*#([0-9a-f]{6})/g)) {
      found.set(
        name,
        [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as unknown as Rgb,
      )
    }
  }
  return found
}

const linear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

/** Relative luminance. Source: WCAG 2.2. */
const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

/** How a linear colour looks without one kind of cone. Source: Machado, Oliveira and Fernandes 2009, severity 1.0. */
const sights = {
  full: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const

/** A colour seen so, in OKLab. Source: Ottosson 2020. */
function seen(colour: Rgb, sight: keyof typeof sights): Rgb {
  const m = sights[sight]
  const [r, g, b] = colour.map(linear) as unknown as Rgb
  const clip = (value: number): number => Math.min(1, Math.max(0, value))
  const [x, y, z] = [0, 3, 6].map((row) =>
    clip((m[row] ?? 0) * r + (m[row + 1] ?? 0) * g + (m[row + 2] ?? 0) * b),
  ) as unknown as Rgb
  const l = Math.cbrt(0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z)
  const mm = Math.cbrt(0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z)
  const s = Math.cbrt(0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z)
  return [
    0.2104542553 * l + 0.793617785 * mm - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * mm + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * mm - 0.808675766 * s,
  ]
}

const distance = (one: Rgb, other: Rgb): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])

const grounds = ['--canvas', '--surface', '--hover', '--selected', '--selected-quiet']
const families = ['--people', '--organisations', '--places', '--occasions', '--times', '--amounts']

describe.each(['light', 'dark', 'contrast'])('the colours of the %s theme', (theme) => {
  const colours = tokens(themeCss, `[data-theme='${theme}']`)
  const mentions = new Map([
    ...(theme === 'light' ? tokens(mentionCss, ':root') : []),
    ...(theme === 'light' ? [] : tokens(mentionCss, `[data-theme='${theme}']`)),
  ])
  const light =
    theme === 'light'
      ? tokens(mentionCss.slice(0, mentionCss.indexOf("[data-theme='dark']")), ':root')
      : mentions
  const of = (name: string): Rgb => colours.get(name) ?? light.get(name) ?? expect.fail(`no ${name}`)

  it('let every text be read on every ground it stands on', () => {
    const weak: string[] = []
    for (const ground of grounds) {
      for (const text of ['--ink', '--ink-2', '--ink-3', ...families]) {
        const found = contrast(of(text), of(ground))
        if (found < 4.5) weak.push(`${text} on ${ground}: ${found.toFixed(2)}`)
      }
    }
    for (const [text, ground] of [
      ['--good', '--good-soft'],
      ['--bad', '--bad-soft'],
      ['--warn', '--warn-soft'],
      ['--bad', '--surface'],
      ['--accent-ink', '--accent'],
    ] as const) {
      const found = contrast(of(text), of(ground))
      if (found < 4.5) weak.push(`${text} on ${ground}: ${found.toFixed(2)}`)
    }
    expect(weak).toEqual([])
  })

  it('show the focus and the edges of what one can click', () => {
    const weak = ['--canvas', '--surface'].flatMap((ground) =>
      ['--accent', '--line-strong']
        .filter((edge) => contrast(of(edge), of(ground)) < 3)
        .map((edge) => `${edge} on ${ground}`),
    )
    expect(weak).toEqual([])
  })

  it('tell the families of mentions apart for people who see fewer colours', () => {
    const alike: string[] = []
    for (const sight of ['full', 'protan', 'deutan', 'tritan'] as const) {
      families.forEach((one, index) => {
        for (const other of families.slice(index + 1)) {
          const apart = distance(seen(of(one), sight), seen(of(other), sight))
          if (apart < (sight === 'full' ? 0.12 : 0.05))
            alike.push(`${sight}: ${one} ${other} ${apart.toFixed(3)}`)
        }
      })
    }
    expect(alike).toEqual([])
  })
})
