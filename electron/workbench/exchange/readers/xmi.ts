import { SaxesParser, type SaxesTagNS } from 'saxes'
import { BelegError } from '../../../../shared/errors.ts'
import { facetNames, type Facet, type FacetName } from '../annotations/annotation-graph.ts'
import { Problems, type RawArrow, type RawArticle, type RawMark } from './raw-annotations.ts'

interface Structure {
  readonly type: string
  readonly features: Readonly<Record<string, string>>
}

/** Types that say how the text is built, not what it says. */
const layout = /^(?:uima\.|de\.tudarmstadt\.ukp\.(?:dkpro\.core\.api\.(?:segmentation|lexmorph|metadata|syntax|morph)|clarin)|org\.dkpro\.core\.api\.xml)/ // prettier-ignore

/** Facets that a feature of one of our layers holds; several values are parted by line breaks. */
const facetOfFeature: ReadonlyMap<string, FacetName> = new Map(
  // The feature `value` is what a mark is called.
  facetNames.map((name) => [name === 'value' ? 'values' : name, name]),
)

/**
 * A UIMA CAS in XMI, as INCEpTION exports it: span layers with features, slot features with links (`role`, `target`),
 * relation layers (`Governor`, `Dependent`). Offsets count UTF-16. A document type, and with it any entity of its own, is
 * refused. Throws `file.damaged`.
 */
export function readXmi(path: string, name: string, xml: string): RawArticle {
  const { structures, views } = structuresOf(path, xml)
  const sofa = [...structures.values()].find(({ type }) => type === 'uima.cas.Sofa')
  const text = sofa?.features['sofaString']
  if (text === undefined) throw new BelegError('file.damaged', { path, kind: 'UIMA XMI' })
  const problems = new Problems()
  const marks: RawMark[] = []
  const arrows: RawArrow[] = []
  let textSha256: string | null = null
  for (const [id, { type, features }] of structures) {
    if (type.endsWith('.DocumentMetaData')) textSha256 = /^urn:sha256:([0-9a-f]{64})$/.exec(features['documentUri'] ?? '')?.[1] ?? null // prettier-ignore
    if (layout.test(type) || (views !== null && !views.has(id) && features['begin'] === undefined)) continue
    const relation = relationOf(type, features)
    if (relation !== null) {
      arrows.push(relation)
      continue
    }
    const mark = markOf(id, type, features)
    if (mark === null) continue
    marks.push(mark)
    arrows.push(...slotsOf(id, features, structures, problems))
  }
  return { name, text, textSha256, unit: 'utf-16', marks, arrows, problems: problems.all }
}

function structuresOf(
  path: string,
  xml: string,
): { readonly structures: ReadonlyMap<string, Structure>; readonly views: ReadonlySet<string> | null } {
  const structures = new Map<string, Structure>()
  const members: string[] = []
  const refused = (): BelegError => new BelegError('file.damaged', { path, kind: 'UIMA XMI' })
  const parser = new SaxesParser({ xmlns: true })
  parser.on('doctype', () => {
    throw refused()
  })
  parser.on('error', () => {
    throw refused()
  })
  parser.on('opentag', (tag: SaxesTagNS) => {
    const type = typeOf(tag)
    const features: Record<string, string> = {}
    let id = ''
    for (const { prefix, local, value } of Object.values(tag.attributes)) {
      if (prefix === 'xmi' && local === 'id') id = value
      else if (prefix === '') features[local] = value
    }
    if (type === 'uima.cas.View') members.push(...(features['members'] ?? '').split(' '))
    else if (id !== '') structures.set(id, { type, features })
  })
  try {
    parser.write(xml).close()
  } catch {
    throw refused()
  }
  return { structures, views: members.length === 0 ? null : new Set(members) }
}

/** `http:///webanno/custom.ecore` and `Fact` are `webanno.custom.Fact`. */
function typeOf({ uri, local }: SaxesTagNS): string {
  const [, path] = /^http:\/\/\/(.*)\.ecore$/.exec(uri) ?? []
  return path === undefined || path === 'uima/noNamespace' ? local : `${path.replaceAll('/', '.')}.${local}`
}

function markOf(id: string, type: string, features: Structure['features']): RawMark | null {
  const [start, end] = [Number(features['begin'] ?? NaN), Number(features['end'] ?? NaN)]
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || end <= start) return null
  const short = type.split('.').at(-1) ?? type
  const { value } = features
  const facets = Object.entries(features).flatMap(([feature, text]): Facet[] => {
    const facet = facetOfFeature.get(feature)
    if (facet === undefined) return []
    return text.split('\n').flatMap((one) => (one === '' ? [] : [[facet, identifierOf(facet, one)] as const]))
  })
  return {
    id,
    label: value ?? short,
    names: [...(value === undefined ? [] : [`${type}#${value}`, `${short}#${value}`]), type],
    spans: [{ start, end, quote: null }],
    facets,
  }
}

/** INCEpTION keeps the address of an entry of a knowledge base. */
function identifierOf(facet: FacetName, value: string): string {
  if (facet !== 'identifier') return value
  const [, wikidata] = /^https?:\/\/www\.wikidata\.org\/(?:entity|wiki)\/(Q\d+)$/.exec(value) ?? []
  return wikidata === undefined ? value : `wikidata:${wikidata}`
}

function relationOf(type: string, features: Structure['features']): RawArrow | null {
  const [from, to] = [features['Governor'], features['Dependent']]
  if (from === undefined || to === undefined) return null
  return { from, role: features['value'] ?? features['label'] ?? type.split('.').at(-1) ?? type, to }
}

/** Arrows that the links of a mark's features make; an array of links may be a structure of its own. */
function slotsOf(
  id: string,
  features: Structure['features'],
  structures: ReadonlyMap<string, Structure>,
  problems: Problems,
): readonly RawArrow[] {
  return Object.entries(features).flatMap(([feature, value]) => {
    if (feature === 'sofa' || feature === 'begin' || feature === 'end' || !/^\d+(?: \d+)*$/.test(value)) return []
    const named = value.split(' ').flatMap((reference) => {
      const array = structures.get(reference)
      return array?.type === 'uima.cas.FSArray' ? (array.features['elements'] ?? '').split(' ') : [reference]
    })
    return named.flatMap((reference): RawArrow[] => {
      const link = structures.get(reference)
      const target = link?.features['target']
      if (link === undefined || target === undefined) return []
      if (structures.has(target)) return [{ from: id, role: link.features['role'] ?? feature, to: target }]
      problems.add('dangling', `${id} → ${target}`)
      return []
    })
  })
} // prettier-ignore
