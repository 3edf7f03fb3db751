/** Terms and quads of RDF 1.1, and how N-Quads writes them. */
export type Term =
  | { readonly kind: 'iri'; readonly iri: string }
  | {
      readonly kind: 'literal'
      readonly value: string
      readonly datatype?: string
      readonly language?: string
    }

export interface Quad {
  readonly subject: Term
  readonly predicate: string
  readonly object: Term
  /** The article that says so; null for what holds whatever an article says. */
  readonly graph: string | null
}

export const namespaces = {
  schema: 'https://schema.org/',
  wd: 'http://www.wikidata.org/entity/',
  wdt: 'http://www.wikidata.org/prop/direct/',
  oa: 'http://www.w3.org/ns/oa#',
  prov: 'http://www.w3.org/ns/prov#',
  owl: 'http://www.w3.org/2002/07/owl#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  /** Terms that no vocabulary of the field has; named in the export's codebook. */
  beleg: 'urn:beleg:term:',
} as const
export type Prefix = keyof typeof namespaces

/** The IRI of a prefixed name. */
export const term = (prefix: Prefix, name: string): string => namespaces[prefix] + name
export const iri = (value: string): Term => ({ kind: 'iri', iri: value })
export const text = (value: string, language?: string): Term =>
  language === undefined ? { kind: 'literal', value } : { kind: 'literal', value, language }
export const typed = (value: string, datatype: string): Term => ({
  kind: 'literal',
  value,
  datatype: term('xsd', datatype),
})

/** An IRI of ours: what IRIs may not hold is percent-encoded. Source: RFC 8141, NSS. */
export const own = (...parts: readonly string[]): string =>
  `urn:beleg:${parts.map((part) => encodeURIComponent(wellFormed(part))).join(':')}`

/** An address that came from outside as an IRI; null where it is none that RDF can write. Source: RFC 3987. */
export function foreignIri(value: string): string | null {
  return /^https?:\/\/[^\u0000-\u0020<>"{}|^`\\]+$/.test(value) ? value : null
}

/** A term as N-Quads, N-Triples and Turtle all write it. */
export function written(one: Term): string {
  switch (one.kind) {
    case 'iri':
      return `<${one.iri}>`
    case 'literal': {
      const value = `"${escaped(one.value)}"`
      if (one.language !== undefined) return `${value}@${one.language}`
      return one.datatype === undefined ? value : `${value}^^<${one.datatype}>`
    }
  }
}

const named: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const escaped = (value: string): string =>
  wellFormed(value).replace(/[\\"\u0000-\u001f\u007f]/g, (one) =>
    Object.hasOwn(named, one)
      ? (named[one] ?? one)
      : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
  )

/** A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD. */
const wellFormed = (value: string): string =>
  value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
