import type { ArticleMetadata, Boilerplate, MetadataValue } from '../../../../shared/model/extraction.ts'
import type { QuotedSpan } from '../../../../shared/model/span.ts'
import type { BoilerplateKind } from '../../../../shared/model/vocabulary.ts'
import type { SourceText, Zones } from '../document.ts'
import { scanAddress } from '../segment/addresses.ts'
import type { SegmentLexicon } from '../segment/lexicon.ts'
import { isDay, isoDay } from '../values/calendar.ts'
import type { ValueLexicon } from '../values/lexicon.ts'
import { dateInAddress } from './address-dates.ts'
import { publisherOf, type PublisherLexicon } from './lexicon.ts'
import { dateOnLine } from './line-dates.ts'

/** What this stage reads besides the text. */
export interface MetadataLexicon {
  readonly publishers: PublisherLexicon
  readonly segment: SegmentLexicon
  readonly values: ValueLexicon
}

/**
 * What the page around the article says about it: address, publisher, agency, author, title, place line, day of
 * publication, translation, rewriting, photo credit. Nothing here needs the article's own dates. A day of publication that
 * is known from elsewhere (`published`, ISO 8601) outranks what the page says.
 */
export function readPage(
  source: SourceText,
  zones: Zones,
  lexicon: MetadataLexicon,
  published?: string,
): ArticleMetadata {
  const { text } = source
  const headlines = zones.sections.filter((section) => section.kind === 'headline')
  // A kicker of a few words may stand above the headline.
  const title = headlines.find((section) => section.surface.split(/\s+/).length >= 5) ?? headlines[0]
  const address = sourceAddress(text, zones.boilerplate)
  const found: { -readonly [Field in keyof ArticleMetadata]: ArticleMetadata[Field] } = {}
  if (title !== undefined) found.title = stated(title.surface, title)
  if (address !== null) Object.assign(found, fromAddress(address, lexicon))
  const line = publicationLine(text, zones.boilerplate, lexicon)
  if (line !== null && (found.publicationDate === undefined || found.publicationDate.precision === 'month'))
    found.publicationDate = line
  const hint = fromFileName(source.file)
  if (found.publicationDate === undefined && hint !== null) found.publicationDate = hint
  if (published !== undefined)
    found.publicationDate = { value: published, basis: 'stated', precision: 'day', rule: 'known' }
  const author = authorOf(text, zones.boilerplate, lexicon.publishers)
  if (author !== null) found.author = author
  const disclaimer = zones.boilerplate.find((span) => span.kind === 'ai_disclaimer')
  if (disclaimer !== undefined)
    found.aiRewritten = { value: true, span: quoted(disclaimer), basis: 'stated', rule: disclaimer.rule }
  const credit = zones.boilerplate.find((span) => span.kind === 'photo_credit')
  if (credit !== undefined) found.photoCredit = afterMarker(text, credit)
  const agency = agencyOf(text, zones, lexicon.publishers)
  if (agency !== null) found.agency = agency
  const place = placeLine(text, zones)
  if (place !== null) found.location = place
  const language = translatedFrom(text, zones.boilerplate)
  if (language !== null) found.translatedFrom = language
  return found
}

function stated(value: string, span: QuotedSpan, rule?: string): MetadataValue {
  return { value, span: quoted(span), basis: 'stated', ...(rule === undefined ? {} : { rule }) }
}

function quoted(span: QuotedSpan): { start: number; end: number; surface: string } {
  return { start: span.start, end: span.end, surface: span.surface }
}

function at(text: string, start: number, end: number): QuotedSpan {
  return { start, end, surface: text.slice(start, end) }
}

/** The address named as the source; the last one, because related articles come before it as often as behind. */
function sourceAddress(text: string, boilerplate: readonly Boilerplate[]): QuotedSpan | null {
  let address: QuotedSpan | null = null
  for (const span of boilerplate) {
    if (span.kind !== 'source_line' || span.end - span.start > 2000) continue
    for (const start of span.surface.matchAll(
      /https?:\/\/|www\.|(?<![\p{L}\p{N}.-])[a-z0-9-]+\.[a-z]{2,}/gu,
    )) {
      const from = span.start + start.index
      const end = scanAddress(text, from, span.end)
      if (end > from) {
        address = at(text, from, end)
        break
      }
    }
  }
  return address
}

function fromAddress(address: QuotedSpan, lexicon: MetadataLexicon): ArticleMetadata {
  const host = /^(?:https?:\/\/)?([^/?#:]+)/.exec(address.surface)?.[1] ?? ''
  const publisher = publisherOf(host, lexicon.publishers)
  const found: { -readonly [Field in keyof ArticleMetadata]: ArticleMetadata[Field] } = {
    sourceUrl: stated(address.surface, address),
  }
  const name = publisher?.name ?? host.replace(/^www\./, '')
  if (name !== '') {
    const span = at(address.surface, 0, address.surface.length)
    const from = address.start + span.surface.indexOf(host)
    found.publisher = {
      value: name,
      span: { start: from, end: from + host.length, surface: host },
      basis: 'derived',
      rule: publisher === undefined ? 'domain' : 'known-domain',
    }
  }
  const date = dateInAddress(address.surface, publisher?.zone)
  if (date !== null) {
    const start = address.start + date.start
    const surface = address.surface.slice(date.start, date.end)
    found.publicationDate = {
      value: date.iso,
      span: { start, end: start + surface.length, surface },
      basis: 'derived',
      precision: date.precision,
      rule: date.rule,
    }
  }
  if (publisher !== undefined && publisher.language !== 'de') {
    found.translatedFrom = { value: publisher.language, basis: 'inferred', rule: 'publisher-language' }
  }
  return found
}

/** "Aktualisiert am 12.03.2021, 14:05 Uhr", a date line, or the date in a byline. */
function publicationLine(
  text: string,
  boilerplate: readonly Boilerplate[],
  lexicon: MetadataLexicon,
): MetadataValue | null {
  for (const span of boilerplate) {
    const dated = span.rule === 'publication-time' || span.kind === 'byline' || span.kind === 'source_line'
    if (!dated || span.end - span.start > 240) continue
    // The number of a dpa report holds its day: …-com-20090101-240620-99-….
    const report = /newsml-dpa-com-\d{8}-(\d{2})(\d{2})(\d{2})-/.exec(span.surface)
    if (report !== null && isDay(Number(report[3]), Number(report[2]), 2000 + Number(report[1]))) {
      const value = isoDay({
        year: 2000 + Number(report[1]),
        month: Number(report[2]),
        day: Number(report[3]),
      })
      const start = span.start + report.index + report[0].length - 7
      return {
        value,
        span: at(text, start, start + 6),
        basis: 'derived',
        precision: 'day',
        rule: 'dpa-number',
      }
    }
    const date = dateOnLine(span.surface, lexicon.publishers.pageMonths, span.rule === 'publication-time')
    if (date !== null) {
      return {
        value: date.iso,
        span: at(text, span.start + date.start, span.start + date.end),
        basis: 'stated',
        precision: 'day',
        rule: 'publication-line',
      }
    }
  }
  return null
}

/** A date in the file's name is a hint of last resort. */
function fromFileName(file: string): MetadataValue | null {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
  const date = dateInAddress(name, undefined)
  return date === null || date.precision === 'month'
    ? null
    : { value: date.iso.slice(0, 10), basis: 'inferred', precision: 'day', rule: 'file-name' }
}

function authorOf(
  text: string,
  boilerplate: readonly Boilerplate[],
  lexicon: PublisherLexicon,
): MetadataValue | null {
  for (const span of boilerplate) {
    if (span.kind !== 'byline' || span.rule === 'agency-signature' || span.rule === 'initials') continue
    if (span.rule === 'dated-byline') {
      const date = dateOnLine(span.surface, lexicon.pageMonths, true)
      const undated =
        date === null
          ? span.surface
          : `${span.surface.slice(0, date.start)}${'|'.repeat(date.end - date.start)}${span.surface.slice(date.end)}`
      const person =
        /\p{Lu}[\p{L}\p{M}’'.-]+(?: (?:von|van|de|al|bin|der|di|da|zu))*(?: \p{Lu}[\p{L}\p{M}’'.-]+){1,3}/u.exec(
          undated.replace(/^(?:Von|By|Par|Por) /u, (word) => '|'.repeat(word.length)),
        )
      if (person === null) continue
      const start = span.start + person.index
      return {
        value: person[0],
        span: at(text, start, start + person[0].length),
        basis: 'stated',
        rule: span.rule,
      }
    }
    const name =
      /^(?:(?:von|by|text|autor(?:in)?|redaktion|bericht|verfasser(?:in)?|author|tác giả|mitarbeit|unter mitarbeit von|ein \p{L}+ von|eine \p{L}+ von)(?: ?:)? )?(\p{Lu}[\p{L}\p{M}’'.-]*(?: (?:von|van|de|al|el|bin|der|di|da|zu)?\s?\p{Lu}[\p{L}\p{M}’'.-]*){0,4})/iu.exec(
        span.surface,
      )
    if (name?.[1] === undefined) continue
    const start = span.start + name[0].length - name[1].length
    return { value: name[1], span: at(text, start, start + name[1].length), basis: 'stated', rule: span.rule }
  }
  return null
}

function afterMarker(text: string, span: Boilerplate): MetadataValue {
  const marker =
    /^[([|/–-]?\s*(?:\p{L}+(?:[ -]\p{L}+)?\s?:\s*|(?:©|\(c\))\s*(?:(?:19|20)\d{2}\s)?){0,2}/iu.exec(
      span.surface,
    )
  const start = span.start + (marker?.[0].length ?? 0)
  const end = /[)\]]$/.test(span.surface) && /^[([]/.test(span.surface) ? span.end - 1 : span.end
  const kept = start < end ? at(text, start, end) : at(text, span.start, span.end)
  return { value: kept.surface, span: kept, basis: 'stated', rule: span.rule }
}

/** The agency in source line, byline or place line; else the one the article says it rests on ("laut TASS"). */
function agencyOf(text: string, zones: Zones, lexicon: PublisherLexicon): MetadataValue | null {
  const isKind = (kind: BoilerplateKind): boolean => kind === 'source_line' || kind === 'byline'
  for (const span of zones.boilerplate) {
    if (!isKind(span.kind)) continue
    const found = agencyIn(text, span, lexicon, false)
    if (found !== null) return found
    const unnamed = /\bAgentur(?:en|meldung(?:en)?)\b/.exec(span.surface)
    if (unnamed !== null) {
      const start = span.start + unnamed.index
      return {
        value: 'Agenturen',
        span: at(text, start, start + unnamed[0].length),
        basis: 'stated',
        rule: 'agency-unnamed',
      }
    }
  }
  for (const section of zones.sections) {
    const head =
      section.kind === 'lead'
        ? agencyIn(text, { ...section, end: Math.min(section.end, section.start + 80) }, lexicon, true)
        : null
    if (head !== null) return head
  }
  for (const section of zones.sections) {
    for (const cue of section.surface.matchAll(
      /(?<!\p{L})(?:laut|gegenüber|meldete|meldet|berichtete|berichtet|Nachrichtenagentur|Agentur)(?: der)?(?: (?:russischen|chinesischen|staatlichen|amtlichen|Nachrichtenagentur|Agentur))* (?=\p{L})/gu,
    )) {
      const from = section.start + cue.index + cue[0].length
      const found = agencyIn(text, at(text, from, Math.min(section.end, from + 24)), lexicon, false, true)
      if (found !== null) return { ...found, rule: 'agency-cited' }
    }
  }
  return null
}

const agencyNamesOf = new WeakMap<PublisherLexicon, ReadonlyMap<string, string>>()

/** Agencies by every name they go by; made once per lexicon. */
function agencyNames(lexicon: PublisherLexicon): ReadonlyMap<string, string> {
  const made = agencyNamesOf.get(lexicon)
  if (made !== undefined) return made
  const names = new Map(
    lexicon.agencies.flatMap((agency) => agency.aliases.map((alias) => [alias, agency.name] as const)),
  )
  agencyNamesOf.set(lexicon, names)
  return names
}

function agencyIn(
  text: string,
  span: QuotedSpan,
  lexicon: PublisherLexicon,
  bracketed: boolean,
  atStart = false,
): MetadataValue | null {
  const words = text.slice(span.start, span.end)
  const known = agencyNames(lexicon)
  const pattern = bracketed
    ? /\(([^()]{2,30})\)\s*[-–—]/g
    : /[\p{L}][\p{L}\p{N}-]*(?: [\p{Lu}][\p{L}-]*){0,2}/gu
  for (const match of words.matchAll(pattern)) {
    if (atStart && match.index > 0) return null
    const candidates = bracketed ? (match[1] ?? '').split(/[/,]\s?/) : shrinking(match[0])
    for (const candidate of candidates) {
      const name = known.get(candidate.trim())
      if (name === undefined) continue
      const start = span.start + match.index + match[0].indexOf(candidate)
      return {
        value: name,
        span: at(text, start, start + candidate.length),
        basis: 'stated',
        rule: bracketed ? 'agency-place-line' : 'agency-line',
      }
    }
  }
  return null
}

function shrinking(words: string): readonly string[] {
  const parts = words.split(' ')
  return parts.map((_word, index) => parts.slice(0, parts.length - index).join(' ')).concat(parts.slice(1))
}

/** "Astana, Kasachstan – …", "BERLIN/WIEN (dpa) - …": the place in front of the first sentence. */
function placeLine(text: string, zones: Zones): MetadataValue | null {
  const first = zones.sections.find((section) => section.kind === 'lead')
  if (first === undefined) return null
  const head = first.surface.slice(0, 90)
  const place =
    /^(\p{Lu}[\p{L}\p{M}.'’-]*(?:[ /]\p{Lu}[\p{L}\p{M}.'’-]*){0,3})(?:, (?:\p{Lu}[\p{L}\p{M}'’-]*(?: \p{Lu}[\p{L}\p{M}'’-]*)?|(?:den )?\d{1,2}\. \p{L}+(?: \d{4})?))?(?:\s?\([^()]{2,30}\)\s?(?:[.:]|[–—-])|\s?(?:[–—]|-(?=\s)|:))\s/u.exec(
      head,
    )
  // "VOV.VN – …" names the publisher's site.
  if (
    place?.[1] === undefined ||
    /\.\p{L}/u.test(place[1]) ||
    (place[0].trimEnd().endsWith(':') && !place[0].includes('('))
  )
    return null
  return {
    value: place[1],
    span: at(text, first.start, first.start + place[1].length),
    basis: 'stated',
    rule: 'place-line',
  }
}

const languageNames: readonly (readonly [RegExp, string])[] = [
  [/englisch/i, 'en'], [/russisch/i, 'ru'], [/chinesisch/i, 'zh'], [/spanisch/i, 'es'], [/französisch/i, 'fr'], [/vietnamesisch/i, 'vi'],
  [/ukrainisch/i, 'uk'], [/arabisch/i, 'ar'], [/türkisch/i, 'tr'], [/polnisch/i, 'pl'], [/italienisch/i, 'it'], [/japanisch/i, 'ja'],
  [/koreanisch/i, 'ko'], [/portugiesisch/i, 'pt'], [/hebräisch/i, 'he'], [/persisch/i, 'fa'],
] // prettier-ignore

/** "Aus dem Englischen von …", "Dieser Text wurde aus dem Russischen übersetzt". */
function translatedFrom(text: string, boilerplate: readonly Boilerplate[]): MetadataValue | null {
  for (const span of boilerplate) {
    const named = /(?:aus dem|from) (\p{L}+)/iu.exec(span.surface)
    const language =
      named?.[1] === undefined ? undefined : languageNames.find(([name]) => name.test(named[1] ?? ''))
    if (named !== null && language !== undefined) {
      const start = span.start + named.index
      return {
        value: language[1],
        span: at(text, start, start + named[0].length),
        basis: 'stated',
        rule: 'translation-note',
      }
    }
  }
  return null
}
