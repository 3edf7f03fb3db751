import type { Boilerplate, Section } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { boilerplateKindSchema } from '../../../../shared/model/vocabulary.ts'
import type { LearnedInput, SourceText, Zones } from '../document.ts'
import { ownCopy } from '../segment/interned.ts'
import { blocksOf, type Block } from './blocks.ts'
import { isCaption, NamesSeen, sentencesIn } from './captions.ts'
import {
  agencyBehindCaption,
  isAgencySignature,
  isPhotographerSignature,
  longestCaption,
  trailingCredit,
} from './credits.ts'
import { datedLine } from './dated-lines.ts'
import type { ZoneLexicon } from './lexicon.ts'
import { judgeShortLines } from './short-lines.ts'
import { isParagraph, isPersonName, type Verdict } from './verdicts.ts'

const open: Verdict = { is: 'open' }

/**
 * Stage 1: which parts of a text are the article and which are the page around it. Phrases, shape and position
 * decide; lines the analyst decided about come first. Every other non-empty line is in exactly one section, so
 * that nothing is lost by being masked silently. A category label is both a section and boilerplate.
 */
export function classifyZones(
  source: SourceText,
  lexicon: ZoneLexicon,
  learnedLines: LearnedInput['lines'] = [],
): Zones {
  const { text } = source
  const blocks = blocksOf(text, lexicon.connectors)
  const learned = new Map(learnedLines.map((line) => [line.text.replace(/\s+/g, ' ').trim(), line.kind]))
  const verdicts = blocks.map((block) => phraseVerdict(block, learned, lexicon))
  const begun = blocks.findIndex((block, index) => verdicts[index]?.is === 'open' && isParagraph(block))
  const ended = blocks.findLastIndex((_block, index) => verdicts[index]?.is === 'open')
  const credits = blocks.map((block, index) => {
    const verdict = verdicts[index]?.is
    if (verdict !== 'open' && verdict !== 'kept') return null
    const marked = trailingCredit(text, block, lexicon)
    const inside = begun >= 0 && index > begun && index < ended
    return marked ?? (inside && verdict === 'open' ? agencyBehindCaption(block, lexicon) : null)
  })
  credits.forEach((credit, index) => {
    if (
      credit?.kind === 'photo_credit' &&
      verdicts[index]?.is === 'open' &&
      credit.start - (blocks[index]?.start ?? 0) <= longestCaption
    )
      verdicts[index] = { is: 'section', kind: 'caption' }
  })
  creditBelowPicture(blocks, verdicts)
  judgeShortLines(blocks, verdicts, lexicon)
  judgeParagraphs(blocks, verdicts, lexicon)
  return collect(text, blocks, verdicts, credits)
}

/** Lines of pages that were known by a phrase: the same few stand around every article of a site. */
const pageLines = new WeakMap<ZoneLexicon, Map<string, Verdict>>()
const mostPageLines = 5000
const longestPageLine = 80

function phraseVerdict(
  block: Block,
  learned: ReadonlyMap<string, string | null>,
  lexicon: ZoneLexicon,
): Verdict {
  if (learned.size > 0 && learned.has(block.view)) {
    const kind = boilerplateKindSchema.safeParse(learned.get(block.view))
    return kind.success ? { is: 'boilerplate', kind: kind.data, rule: 'learned-line' } : { is: 'kept' }
  }
  // A line with runs of blanks is not all in its view.
  if (block.length > longestPageLine || block.view.length !== block.length)
    return judgePhrases(block, lexicon)
  let known = pageLines.get(lexicon)
  if (known === undefined) {
    known = new Map()
    pageLines.set(lexicon, known)
  }
  const before = known.get(block.view)
  if (before !== undefined) return before
  const verdict = judgePhrases(block, lexicon)
  if (verdict.is === 'boilerplate' && known.size < mostPageLines) known.set(ownCopy(block.view), verdict)
  return verdict
}

function judgePhrases(block: Block, lexicon: ZoneLexicon): Verdict {
  const dated = datedLine(block, lexicon)
  if (dated !== null) return dated
  if (block.length > lexicon.longestRule) return open
  const lower = block.view.toLowerCase()
  for (const rule of lexicon.rules) {
    if (block.length > rule.longest) continue
    if (rule.needs?.test(lower) === false) continue
    if (rule.patterns.some((pattern) => pattern.test(lower))) {
      if (rule.kind === 'photo_credit' && describesPicture(block, lexicon)) return open
      return { is: 'boilerplate', kind: rule.kind, rule: rule.id, ...(rule.header ? { header: true } : {}) }
    }
  }
  const agency = isAgencySignature(block.view, lexicon)
  if (agency !== null) {
    return { is: 'boilerplate', kind: agency.initials ? 'byline' : 'source_line', rule: 'agency-signature' }
  }
  // "(hlo)", "(red.)": who put the text together.
  if (/^[([](?:\p{Ll}{2,4}|[Rr]ed)\.?(?: ?[/,] ?\p{Ll}{2,4}\.?){0,3}[)\]]$/u.test(block.view))
    return { is: 'boilerplate', kind: 'byline', rule: 'initials' }
  if (isPhotographerSignature(block.view, lexicon))
    return { is: 'boilerplate', kind: 'photo_credit', rule: 'photographer-signature' }
  return byName(block, lexicon) ?? open
}

/** "Bild: Präsident X begrüßt Y in Z": the marker opens a caption, not a credit. */
function describesPicture(block: Block, lexicon: ZoneLexicon): boolean {
  return block.shape.words >= 7 && block.view.split(' ').some((word) => lexicon.presentVerbs.has(word))
}

/** "Von Anna Weiler, Oslo" and "Ngoc An (laut TASS)": names, a place, nothing else. */
function byName(block: Block, lexicon: ZoneLexicon): Verdict | null {
  if (block.length > 120 || block.shape.terminalStop) return null
  const written = /^(?:Von|VON|Text|Interview)[: ]\s?(.+)$/u.exec(block.view)?.[1]
  if (written !== undefined && block.shape.words <= 12) {
    const names = written.replace(/\((?:\p{L}+[ ,/]?){1,4}\)/gu, '')
    const plain = names
      .split(/[\s,/|]+/)
      .filter((word) => /^\p{Ll}/u.test(word) && !lexicon.connectors.has(word))
    const first = /^\p{Lu}[\p{L}\p{M}.’'-]+ \p{Lu}/u.test(names)
    const few = plain.length === 0 || (plain.length <= 2 && names.includes(','))
    if (few && first) return { is: 'boilerplate', kind: 'byline', rule: 'byline-von' }
  }
  // "Serap Doğan, Anadolu Ajansı": a person and the agency.
  const [person = '', employer = '', ...more] = block.view.split(/, | \| /)
  if (more.length === 0 && employer !== '' && isPersonName(person, lexicon)) {
    if (
      lexicon.agencies.has(employer.toLowerCase()) ||
      /^(?:Redakteur|Korrespondent|Reporter|Autor)(?:in)?$/.test(employer)
    )
      return { is: 'boilerplate', kind: 'byline', rule: 'byline-agency' }
  }
  const hinted = /^([^()]{3,60}) ?\(([^()]{2,40})\)$/u.exec(block.view)
  if (
    hinted?.[1] !== undefined &&
    hinted[2] !== undefined &&
    isPersonName(hinted[1].trim().replace(/\/\S+$/, ''), lexicon)
  ) {
    const words = hinted[2].toLowerCase().split(/[\s:,/]+/)
    if (words.some((word) => lexicon.bylineHints.has(word) || lexicon.agencies.has(word))) {
      return { is: 'boilerplate', kind: 'byline', rule: 'byline-source' }
    }
  }
  return null
}

/** "AFP" or "Quelle: REUTERS" between two parts of the article credits the picture above it. */
function creditBelowPicture(blocks: readonly Block[], verdicts: Verdict[]): void {
  const open = blocks.flatMap((_block, index) => (verdicts[index]?.is === 'open' ? [index] : []))
  const last = open.at(-1) ?? -1
  blocks.forEach((block, index) => {
    const verdict = verdicts[index]
    if (verdict?.is !== 'boilerplate' || verdict.kind !== 'source_line' || index > last || block.length > 40)
      return
    const above = blocks[index - 1]
    if (above === undefined || verdicts[index - 1]?.is !== 'open' || (open[0] ?? 0) >= index - 1) return
    const sourced = verdict.rule === 'source-line' && !/\p{Ll}\.\p{Ll}{2,}|\//u.test(block.view)
    if ((verdict.rule === 'agency-signature' || sourced) && above.length <= 240)
      verdicts[index] = { ...verdict, kind: 'photo_credit', rule: 'credit-below-picture' }
  })
}

/** Gives every block that is still open its section: lead, body or caption. */
function judgeParagraphs(blocks: readonly Block[], verdicts: Verdict[], lexicon: ZoneLexicon): void {
  const seen = new NamesSeen()
  let leadFound = false
  blocks.forEach((block, index) => {
    const verdict = verdicts[index]
    if (verdict?.is === 'section') seen.add(block.view)
    if (verdict?.is !== 'open' && verdict?.is !== 'kept') return
    const credited = isCreditNext(blocks, verdicts, index)
    const asCaption =
      verdict.is === 'open' && (credited || (leadFound && isCaption(block, seen, lexicon) !== null))
    if (asCaption) verdicts[index] = { is: 'section', kind: 'caption' }
    else {
      verdicts[index] = { is: 'section', kind: leadFound ? 'body' : 'lead' }
      leadFound = true
    }
    seen.add(block.view)
  })
}

/** The credit stands on a line of its own under the caption. */
function isCreditNext(blocks: readonly Block[], verdicts: readonly Verdict[], index: number): boolean {
  const block = blocks[index]
  const next = verdicts[index + 1]
  if (block === undefined || next?.is !== 'boilerplate' || next.kind !== 'photo_credit') return false
  // What runs over sentences is a paragraph with a picture below it.
  const sentences = sentencesIn(block.view)
  return (
    !block.shape.quoted && (sentences === 1 ? block.length <= 340 : sentences === 2 && block.length <= 200)
  )
}

function collect(
  text: string,
  blocks: readonly Block[],
  verdicts: readonly Verdict[],
  credits: readonly ReturnType<typeof trailingCredit>[],
): Zones {
  const sections: Section[] = []
  const boilerplate: Boilerplate[] = []
  blocks.forEach((block, index) => {
    const verdict = verdicts[index]
    if (verdict === undefined) return
    const whole = {
      start: block.start,
      end: block.end,
      surface: text.slice(block.start, block.end),
      line: block.line,
    }
    if (verdict.is === 'boilerplate') {
      boilerplate.push({ ...whole, kind: verdict.kind, rule: verdict.rule })
      // A label such as a country's name is evidence of the topic and keeps its mentions.
      if (verdict.kind === 'category_label' && verdict.rule === 'category')
        sections.push({ ...whole, kind: 'category' })
      return
    }
    const kind = verdict.is === 'section' ? verdict.kind : 'body'
    const credit = credits[index] ?? null
    if (credit === null) {
      sections.push({ ...whole, kind })
      return
    }
    const kept = trimEnd(text, { start: block.start, end: credit.start })
    sections.push({ ...kept, surface: text.slice(kept.start, kept.end), line: block.line, kind })
    boilerplate.push({
      start: credit.start,
      end: credit.end,
      surface: text.slice(credit.start, credit.end),
      line: block.line,
      kind: credit.kind,
      rule: 'trailing-credit',
    })
  })
  return { sections, boilerplate }
}

function trimEnd(text: string, span: Span): Span {
  let end = span.end
  while (end > span.start && /\s/.test(text.charAt(end - 1))) end -= 1
  return { start: span.start, end }
}
