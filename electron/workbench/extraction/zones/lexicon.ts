import { z } from 'zod'
import { boilerplateKindSchema, type BoilerplateKind } from '../../../../shared/model/vocabulary.ts'
import type { PublisherLexicon } from '../metadata/lexicon.ts'

/** `zones.json`: phrases by which the parts of a page that are no article are known. */
export const zoneLexiconSchema = z.object({
  rules: z.array(
    z.object({
      id: z.string().min(1),
      kind: boilerplateKindSchema,
      /** Lines longer than this (UTF-16 units) never match. */
      longest: z.number().int().positive(),
      /** Whether the short lines that follow belong to it, as after "Ähnliche Artikel". */
      header: z.boolean().optional(),
      /** Lower-case words of which one must occur before the patterns are tried: keeps long lines cheap. */
      needs: z.array(z.string().min(1)).optional(),
      /** Regular expressions, tried on the line in lower case with its blanks collapsed; `\b` and `\w` know all letters. */
      patterns: z.array(z.string().min(1)).min(1),
    }),
  ),
  /** Words that open the credit of a picture, in front of a colon or ©. */
  creditMarkers: z.array(z.string()),
  /** Words that open a reference to the source. */
  sourceMarkers: z.array(z.string()),
  /** Phrases found in captions only, lower case. */
  captionCues: z.array(z.string()),
  /** Present-tense verbs that captions describe a picture with. */
  presentVerbs: z.array(z.string()),
  /** Words inside the parenthesis of a byline: "(laut …)". */
  bylineHints: z.array(z.string()),
  /** Lower-case words that may stand inside a name. */
  connectors: z.array(z.string()),
  /** Lower-case words that tell what a date on a line is ("veröffentlicht", "lesezeit"), and those that join it to them. */
  dateLine: z.object({ leads: z.array(z.string()), links: z.array(z.string()) }),
  /** Names among the agencies that are German nouns as well. */
  agencyNouns: z.array(z.string()),
  /** Lines that stand under every reader's comment. */
  commentMarks: z.array(z.string()),
})
export type ZoneLexiconFile = z.infer<typeof zoneLexiconSchema>

export interface ZoneRule {
  readonly id: string
  readonly kind: BoilerplateKind
  readonly longest: number
  readonly header: boolean
  /** One of the words without which no pattern of the rule can match; null where none is needed. */
  readonly needs: RegExp | null
  readonly patterns: readonly RegExp[]
}

/** The zone lexicon with its patterns compiled, made once per run. */
export interface ZoneLexicon {
  readonly rules: readonly ZoneRule[]
  readonly longestRule: number
  readonly creditMarkers: readonly string[]
  readonly sourceMarkers: readonly string[]
  readonly captionCues: readonly string[]
  readonly presentVerbs: ReadonlySet<string>
  readonly bylineHints: ReadonlySet<string>
  readonly connectors: ReadonlySet<string>
  readonly commentMarks: ReadonlySet<string>
  readonly dateLine: { readonly leads: ReadonlySet<string>; readonly links: ReadonlySet<string> }
  readonly pageMonths: PublisherLexicon['pageMonths']
  readonly agencyNouns: ReadonlySet<string>
  /** Names of news and picture agencies, lower case. */
  readonly agencies: ReadonlySet<string>
}

/**
 * Letters, digits and the underscore as a few ranges: letters of all scripts, with the few signs that Unicode leaves
 * among them. The exact classes `\p{L}\p{N}` hold some six hundred ranges, and a page of rules repeats them hundreds of
 * times, which costs more to compile than a day of articles to read.
 */
const letters =
  'A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1\\u0370-\\u0373\\u0376-\\u037d\\u0386-\\u0481\\u048a-\\u1fff\\u2c00-\\u2ddf\\u3040-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufefc\\uff21-\\uff3a\\uff41-\\uff5a\\uff66-\\uffdc'
const wordSigns = `0-9_${letters}`

/** `\b` and `\w` of JavaScript know ASCII only; German words begin and end in umlauts too. */
function withUnicodeWords(pattern: string): string {
  const word = `[${wordSigns}]`
  return pattern
    .replaceAll(/\\b(?=[a-zäöüß](?![?*{]))/g, `(?<!${word})`)
    .replaceAll(/(?<=(?<!\\)[a-zäöüß])\\b/g, `(?!${word})`)
    .replaceAll('\\b', `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`)
    .replaceAll('\\w', word)
    .replaceAll('\\p{L}\\p{N}', wordSigns.replace('_', ''))
    .replaceAll(/(?<=\[[^\]]*)\\p\{L\}/g, letters)
    .replaceAll('\\p{L}', `[${letters}]`)
}

/** One expression for all patterns that begin at the beginning of the line: asking once is much cheaper. */
function joinPatterns(patterns: readonly string[]): readonly string[] {
  const anchored = patterns.filter((pattern) => pattern.startsWith('^') && !hasTopLevelChoice(pattern))
  const others = patterns.filter((pattern) => !anchored.includes(pattern))
  return anchored.length === 0
    ? others
    : [`^(?:${anchored.map((pattern) => pattern.slice(1)).join('|')})`, ...others]
}

function hasTopLevelChoice(pattern: string): boolean {
  let depth = 0
  let inClass = false
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at)
    if (sign === '\\') at += 1
    else if (inClass) inClass = sign !== ']'
    else if (sign === '[') inClass = true
    else if (sign === '(') depth += 1
    else if (sign === ')') depth -= 1
    else if (sign === '|' && depth === 0) return true
  }
  return false
}

/** A word as a pattern that matches it. */
function literal(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

export function compileZoneLexicon(file: ZoneLexiconFile, publishers: PublisherLexicon): ZoneLexicon {
  const rules = file.rules.map((rule) => ({
    id: rule.id,
    kind: rule.kind,
    longest: rule.longest,
    header: rule.header ?? false,
    needs:
      rule.needs === undefined || rule.needs.length === 0
        ? null
        : new RegExp(rule.needs.map(literal).join('|')),
    patterns: joinPatterns(rule.patterns.map(withUnicodeWords)).map((pattern) => new RegExp(pattern)),
  }))
  return {
    rules,
    longestRule: Math.max(...rules.map((rule) => rule.longest)),
    creditMarkers: file.creditMarkers,
    sourceMarkers: file.sourceMarkers,
    captionCues: file.captionCues,
    presentVerbs: new Set(file.presentVerbs),
    bylineHints: new Set(file.bylineHints),
    connectors: new Set(file.connectors),
    commentMarks: new Set(file.commentMarks),
    dateLine: { leads: new Set(file.dateLine.leads), links: new Set(file.dateLine.links) },
    pageMonths: publishers.pageMonths,
    agencyNouns: new Set(file.agencyNouns),
    agencies: new Set(
      [...publishers.agencies.flatMap((agency) => agency.aliases), ...publishers.photoAgencies].map((name) =>
        name.toLowerCase(),
      ),
    ),
  }
}
