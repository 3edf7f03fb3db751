import { xmlText } from '../xml-text.ts'

/** Layers of INCEpTION: custom span layers with a slot feature, and the types of DKPro that its editor stands on. */
export const xmiTypes = {
  mention: 'webanno.custom.Mention',
  fact: 'webanno.custom.Fact',
  evidence: 'webanno.custom.Evidence',
  slotLink: 'webanno.custom.FactSlotsLink',
  evidenceLink: 'webanno.custom.FactEvidenceLink',
  token: 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token',
  sentence: 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence',
  metadata: 'de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData',
} as const

interface Feature {
  readonly name: string
  readonly range: string
  /** Type of the elements, where the range is an array. */
  readonly element?: string
}

const string = (name: string): Feature => ({ name, range: 'uima.cas.String' })
const links = (name: string, element: string): Feature => ({ name, range: 'uima.cas.FSArray', element })
const annotation = 'uima.tcas.Annotation'

/** Features whose values are facets of the graph, by layer; several values of one are parted by a line break. */
export const mentionFeatures = ['value', 'identifier', 'entity', 'form', 'state', 'note', 'id'] as const
export const factFeatures = ['value', 'modality', 'polarity', 'state', 'time', 'notStated', 'filledBy', 'values', 'note', 'id'] as const // prettier-ignore

const types: readonly { readonly name: string; readonly parent: string; readonly features: readonly Feature[] }[] = [
  { name: xmiTypes.mention, parent: annotation, features: mentionFeatures.map(string) },
  { name: xmiTypes.evidence, parent: annotation, features: [string('value')] },
  {
    name: xmiTypes.fact,
    parent: annotation,
    features: [...factFeatures.map(string), links('slots', xmiTypes.slotLink), links('evidence', xmiTypes.evidenceLink)],
  },
  { name: xmiTypes.slotLink, parent: 'uima.cas.TOP', features: [string('role'), { name: 'target', range: xmiTypes.mention }] },
  { name: xmiTypes.evidenceLink, parent: 'uima.cas.TOP', features: [string('role'), { name: 'target', range: xmiTypes.evidence }] },
  { name: xmiTypes.token, parent: annotation, features: [] },
  { name: xmiTypes.sentence, parent: annotation, features: [string('id')] },
  {
    name: xmiTypes.metadata,
    parent: 'uima.tcas.DocumentAnnotation',
    features: ['documentTitle', 'documentId', 'documentUri', 'collectionId', 'documentBaseUri'].map(string).concat({ name: 'isLastSegment', range: 'uima.cas.Boolean' }),
  },
] // prettier-ignore

/** The description of the types, as UIMA reads it. */
export function typeSystemXml(): string {
  const feature = ({ name, range, element }: Feature): string =>
    [
      '        <featureDescription>',
      `          <name>${xmlText(name)}</name>`,
      '          <description/>',
      `          <rangeTypeName>${range}</rangeTypeName>`,
      ...(element === undefined ? [] : [`          <elementType>${element}</elementType>`]),
      '        </featureDescription>',
    ].join('\n')
  const described = types.map(({ name, parent, features }) =>
    [
      '    <typeDescription>',
      `      <name>${name}</name>`,
      '      <description/>',
      `      <supertypeName>${parent}</supertypeName>`,
      ...(features.length === 0 ? [] : ['      <features>', ...features.map(feature), '      </features>']),
      '    </typeDescription>',
    ].join('\n'),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
    '  <name>Beleg</name>',
    '  <description/>',
    '  <version>1.0</version>',
    '  <vendor/>',
    '  <types>',
    ...described,
    '  </types>',
    '</typeSystemDescription>',
    '',
  ].join('\n')
}

/** Namespace and element name of a type: `webanno.custom.Fact` is `Fact` in `http:///webanno/custom.ecore`. */
export function xmiName(type: string): { readonly local: string; readonly namespace: string } {
  const parts = type.split('.')
  const local = parts.pop() ?? type
  return { local, namespace: `http:///${parts.join('/')}.ecore` }
}

/** Prefix by namespace, each once. */
export const xmiPrefixes: ReadonlyMap<string, string> = (() => {
  const prefixes = new Map([
    ['http://www.omg.org/XMI', 'xmi'],
    ['http:///uima/cas.ecore', 'cas'],
  ])
  for (const type of Object.values(xmiTypes)) {
    const { namespace } = xmiName(type)
    if (!prefixes.has(namespace)) prefixes.set(namespace, type.split('.').slice(-3, -1).join('_'))
  }
  return prefixes
})()
