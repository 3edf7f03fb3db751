import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import { exampleSource, exampleText, written } from '../example-dataset.ts'
import { annotatedSource, annotatedText } from './example-annotations.ts'
import { w3c } from './w3c.ts'

const oa = 'http://www.w3.org/ns/oa#'
const type = (name: string): object => ({ '@type': [oa + name] })

/** Read by a processor that is not ours, which may fetch nothing: the context stands in the file. */
const expanded = async (text: string): Promise<readonly unknown[]> =>
  jsonld.expand(JSON.parse(text) as jsonld.JsonLdDocument, {
    documentLoader: (url: string) => {
      throw new Error(`asks for ${url}`)
    },
  })

type Node = Readonly<Record<string, unknown>>

/** Every node of a type anywhere below. */
function* nodesOf(value: unknown, wanted: string): Generator<Node, void, undefined> {
  if (Array.isArray(value)) {
    for (const one of value) yield* nodesOf(one, wanted)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const node = value as Node
  if (Array.isArray(node['@type']) && node['@type'].includes(wanted)) yield node
  for (const inner of Object.values(node)) yield* nodesOf(inner, wanted)
}

const only = (node: Node, term: string): unknown =>
  (node[term] as readonly { readonly '@value': unknown }[])[0]?.['@value']

describe('W3C Web Annotation', () => {
  it('expands to the terms of the vocabulary, and asks the network for nothing', async () => {
    const collection = (await expanded((await written(w3c.write(exampleSource))).text))[0]
    expect((collection as Node)['@type']).toEqual(['http://www.w3.org/ns/activitystreams#OrderedCollection'])
    const annotations = [...nodesOf(collection, `${oa}Annotation`)]
    expect(annotations.length).toBeGreaterThan(0)
    for (const annotation of annotations) {
      expect(annotation[`${oa}motivatedBy`]).toEqual([{ '@id': `${oa}classifying` }])
      expect(annotation[`${oa}hasBody`]).toEqual(expect.arrayContaining([expect.objectContaining(type('TextualBody'))]))
      expect(annotation[`${oa}hasTarget`]).toEqual(expect.arrayContaining([expect.objectContaining(type('SpecificResource'))]))
    }
    // No term of ours or theirs was dropped because the context does not know it.
    const said = JSON.stringify(collection)
    for (const term of ['hasPurpose', 'hasSelector', 'hasSource', 'exact', 'prefix', 'suffix', 'start', 'end'])
      expect(said).toContain(`"${oa}${term}"`)
    expect(said).toContain('"urn:beleg:vocabulary:slot"')
  })

  it('has positions in code points that cut the quotes out, behind emoji and combining marks, wherever spans overlap or are parted', async () => {
    for (const [source, text] of [[exampleSource, exampleText], [annotatedSource, annotatedText]] as const) {
      const found = await expanded((await written(w3c.write(source))).text)
      const points = Array.from(text)
      const targets = [...nodesOf(found, `${oa}SpecificResource`)].filter((node) => `${oa}hasSelector` in node)
      expect(targets.length).toBeGreaterThan(0)
      for (const target of targets) {
        const [quote] = [...nodesOf(target, `${oa}TextQuoteSelector`)]
        const [place] = [...nodesOf(target, `${oa}TextPositionSelector`)]
        if (quote === undefined || place === undefined) throw new Error('a target without both selectors')
        const [start, end] = [Number(only(place, `${oa}start`)), Number(only(place, `${oa}end`))]
        expect(points.slice(start, end).join('')).toBe(only(quote, `${oa}exact`))
        expect(points.slice(0, start).join('').endsWith(String(only(quote, `${oa}prefix`)))).toBe(true)
        expect(points.slice(end).join('').startsWith(String(only(quote, `${oa}suffix`)))).toBe(true)
      }
    }
  })
}) // prettier-ignore
