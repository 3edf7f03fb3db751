import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { codebookSchema, type Codebook } from '../../../../shared/model/codebook.ts'
import {
  articleMetadataSchema,
  normSchema,
  type ExtractedEntity,
  type ExtractedMention,
  type Section,
} from '../../../../shared/model/extraction.ts'
import {
  entityTypeSchema,
  mentionFormSchema,
  mentionTypeSchema,
  sectionKindSchema,
  type EntityType,
  type MentionType,
} from '../../../../shared/model/vocabulary.ts'
import type { NamedText, SentenceTokens } from '../document.ts'
import { shippedSegmentLexicon } from '../lexicon-for-tests.ts'
import { segmentSection } from '../segment/segment.ts'
import { compileFactLexicon, type FactGrammar } from './compile.ts'
import { factLexiconSchema, type FactLexicon } from './lexicon.ts'

/** Test support: lexicons from the resources, texts with hand-made mentions, and the development articles where they are. */
const resources = new URL('../../../../resources/', import.meta.url)

function resource(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, resources), 'utf8'))
}

const lexicon = (name: string): unknown => resource(`lexicon/de/${name}.json`)

export function shippedFactLexicon(): FactLexicon {
  const names = Object.keys(factLexiconSchema.shape)
  return factLexiconSchema.parse(Object.fromEntries(names.map((name) => [name, lexicon(name)])))
}

export function testGrammar(): FactGrammar {
  return compileFactLexicon(shippedFactLexicon())
}

export function testCodebook(): Codebook {
  return codebookSchema.parse(resource('codebook/codebook.json'))
}

const segments = shippedSegmentLexicon()

function sentencesOf(text: string, sections: readonly Section[]): readonly SentenceTokens[] {
  return sections.flatMap((section) => segmentSection(text, section, segments))
}

const provenance = { rule: 'fixture', ruleVersion: 1, prior: 1 }

/**
 * A text whose mentions are marked by hand: `{PER:berg|Anna Berg}`, `{DEM:deu|deutsche}`, `{DATE:2024-05-03|3. Mai}`.
 * Marks nest. The word before the bar is the local entity, for values the ISO date or number.
 */
export function marked(source: string, day = '2024-05-03'): NamedText {
  let text = ''
  const mentions: ExtractedMention[] = []
  const open: { type: MentionType; key: string; start: number }[] = []
  for (let i = 0; i < source.length; i += 1) {
    const mark = source.charAt(i) === '{' ? /^\{([A-Z]+)(?::([^|{}]*))?\|/.exec(source.slice(i)) : null
    if (mark !== null) {
      open.push({ type: mentionTypeSchema.parse(mark[1]), key: mark[2] ?? '', start: text.length })
      i += mark[0].length - 1
    } else if (source.charAt(i) === '}' && open.length > 0) {
      const { type, key, start } = open.pop() ?? { type: 'PER' as const, key: '', start: 0 }
      mentions.push(mentionOf(type, key, text, start))
    } else text += source.charAt(i)
  }
  mentions.sort((a, b) => a.start - b.start || b.end - a.end)
  const numbered = mentions.map((mention, at) => ({ ...mention, id: `m${String(at + 1)}` }))
  const sections: Section[] = [{ start: 0, end: text.length, surface: text, line: 1, kind: 'body' }]
  return {
    source: { text, file: 'fixture.txt' },
    zones: { sections, boilerplate: [] },
    metadata: { eventDate: { value: day, basis: 'derived', precision: 'day' } },
    sentences: sentencesOf(text, sections),
    values: [],
    mentions: numbered,
    entities: entitiesOf(numbered),
  }
}

const valueTypes: readonly string[] = ['DATE', 'DURATION', 'FREQ', 'ORDINAL', 'NUM', 'QUANT', 'MONEY', 'URL']

function mentionOf(type: MentionType, key: string, text: string, start: number): ExtractedMention {
  const surface = text.slice(start)
  const value = valueTypes.includes(type)
  const lower = surface.toLowerCase()
  const form =
    type === 'DEM'
      ? 'demonym'
      : [
            'er',
            'sie',
            'wir',
            'sein',
            'seine',
            'seinem',
            'seiner',
            'seines',
            'ihre',
            'ihrem',
            'ihrer',
          ].includes(lower)
        ? 'pronoun'
        : type === 'GROUP'
          ? 'nominal'
          : 'name'
  return {
    id: '', start, end: text.length, surface, line: 1, type, form,
    entity: value ? null : key === '' ? lower : key,
    ...(value ? { norm: type === 'DATE' ? { iso: key } : { value: Number(key) } } : {}),
    ...provenance,
  } // prettier-ignore
}

function entitiesOf(mentions: readonly ExtractedMention[]): ExtractedEntity[] {
  const entities = new Map<string, ExtractedEntity>()
  for (const mention of mentions) {
    if (mention.entity === null) continue
    const known = entities.get(mention.entity)
    const type = entityTypeSchema.safeParse(mention.type === 'DEM' ? 'GPE' : mention.type)
    const kind: EntityType = type.success ? type.data : 'ORG'
    if (known === undefined)
      entities.set(mention.entity, {
        id: mention.entity,
        type: kind,
        canonical: mention.surface,
        mentions: [mention.id],
        surfaces: [mention.surface],
      })
    else known.mentions.push(mention.id)
  }
  return [...entities.values()]
}

const goldSpan = z.object({ start: z.number(), end: z.number(), surface: z.string() })
const goldSchema = z.object({
  file: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  sections: z.array(goldSpan.extend({ line: z.number(), kind: z.string() }).partial({ surface: true })),
  boilerplate: z.array(z.object({ start: z.number(), end: z.number() })),
  entities: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      canonical: z.string(),
      iso3: z.string().nullish(),
      members: z.array(z.string()).nullish(),
    }),
  ),
  mentions: z.array(
    goldSpan.extend({
      id: z.string(),
      line: z.number(),
      type: z.string(),
      form: z.string(),
      entity: z.string().nullish(),
      norm: z.unknown().optional(),
    }),
  ),
  facts: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      optional: z.boolean().optional(),
      evidence: z.array(goldSpan),
      slots: z.array(z.looseObject({ role: z.string(), entity: z.string().optional() })),
    }),
  ),
})
type GoldArticle = z.infer<typeof goldSchema>

const shared = new URL('../../../../../shared/', import.meta.url)

/** Whether the development articles lie beside the repository. */
export function goldPresent(): boolean {
  return existsSync(new URL('gold/', shared)) && existsSync(new URL('corpus/articles/', shared))
}

export function goldArticles(): readonly { readonly gold: GoldArticle; readonly named: NamedText }[] {
  return readdirSync(new URL('gold/', shared))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const gold = goldSchema.parse(JSON.parse(readFileSync(new URL(`gold/${name}`, shared), 'utf8')))
      const bytes = readFileSync(new URL(`corpus/articles/${name.replace(/json$/, 'txt')}`, shared), 'utf8')
      return { gold, named: goldText(gold, bytes.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')) }
    })
}

/** The annotated article as the names stage would hand it on. */
function goldText(gold: GoldArticle, text: string): NamedText {
  const sections: Section[] = gold.sections.flatMap((section) => {
    const kind = sectionKindSchema.safeParse(section.kind)
    return kind.success
      ? [
          {
            start: section.start,
            end: section.end,
            line: section.line,
            kind: kind.data,
            surface: text.slice(section.start, section.end),
          },
        ]
      : []
  })
  const mentions: ExtractedMention[] = gold.mentions.flatMap((mention) => {
    const type = mentionTypeSchema.safeParse(mention.type)
    const form = mentionFormSchema.safeParse(mention.form)
    const norm = normSchema.safeParse(mention.norm)
    if (!type.success) return []
    return [{
      id: mention.id, start: mention.start, end: mention.end, surface: mention.surface, line: mention.line, type: type.data,
      form: form.success ? form.data : 'name', entity: mention.entity ?? null, ...(norm.success ? { norm: norm.data } : {}), ...provenance,
    }] // prettier-ignore
  })
  const entities: ExtractedEntity[] = gold.entities.flatMap((entity) => {
    const type = entityTypeSchema.safeParse(entity.type)
    if (!type.success) return []
    return [{
      id: entity.id, type: type.data, canonical: entity.canonical, mentions: [], surfaces: [],
      ...(entity.iso3 == null ? {} : { iso3: entity.iso3 }), ...(entity.members == null ? {} : { members: entity.members }),
    }] // prettier-ignore
  })
  const day = z.looseObject({ value: z.string() }).safeParse(gold.metadata['eventDate'])
  const metadata = articleMetadataSchema.parse(
    day.success ? { eventDate: { value: day.data.value, basis: 'derived' } } : {},
  )
  return {
    source: { text, file: gold.file },
    zones: { sections, boilerplate: [] },
    metadata,
    sentences: sentencesOf(text, sections),
    values: [],
    mentions,
    entities,
  }
}
