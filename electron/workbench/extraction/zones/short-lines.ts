import type { Block } from './blocks.ts'
import type { ZoneLexicon } from './lexicon.ts'
import { isParagraph, isPersonName, type Verdict } from './verdicts.ts'

/**
 * Judges the short lines that no phrase told apart, by where they stand: before the first paragraph (category,
 * headline, author), between paragraphs (cross-heading, credit, advertisement) or behind the last one
 * (advertisement, other articles, author, readers' comments).
 */
export function judgeShortLines(blocks: readonly Block[], verdicts: Verdict[], lexicon: ZoneLexicon): void {
  const paragraphs = blocks.flatMap((block, index) =>
    verdicts[index]?.is === 'kept' || (verdicts[index]?.is === 'open' && isParagraph(block)) ? [index] : [],
  )
  const first = paragraphs[0] ?? blocks.length
  const last = lastOfArticle(blocks, verdicts, paragraphs, lexicon)
  judgeHead(blocks, verdicts, first, lexicon)
  for (let index = 0; index < first; index += 1) {
    // "Analyse" above the headline says what kind of text this is; further down it heads a link.
    const verdict = verdicts[index]
    if (verdict?.is === 'boilerplate' && verdict.rule === 'teaser-label') verdicts[index] = category
  }
  let related = false
  let asking: Verdict | null = null
  for (let index = first; index < blocks.length; index += 1) {
    const block = blocks[index]
    const verdict = verdicts[index]
    if (block === undefined || verdict === undefined) continue
    if (verdict.is === 'boilerplate') {
      // Interface lines inside a list of other articles do not end it.
      related = verdict.header === true || (related && verdict.kind !== 'comment_counter')
      if (verdict.kind === 'newsletter' || verdict.kind === 'comment_form') asking = verdict
      continue
    }
    if (verdict.is === 'open' && asking?.is === 'boilerplate' && addressesReader(block)) {
      verdicts[index] = { is: 'boilerplate', kind: asking.kind, rule: 'addresses-reader' }
      continue
    }
    asking = null
    if (verdict.is !== 'open') {
      related = false
      continue
    }
    const tail = index > last
    const teaser = tail && related && isParagraph(block)
    if (teaser && block.length > 240) {
      verdicts[index] = { is: 'boilerplate', kind: 'related_item', rule: 'below-related-header' }
      continue
    }
    if (isParagraph(block) && !teaser) {
      related = false
      if (index > last) verdicts[index] = { is: 'boilerplate', kind: 'other', rule: 'behind-comments' }
      continue
    }
    if (related && block.length <= 240)
      verdicts[index] = { is: 'boilerplate', kind: 'related_item', rule: 'below-related-header' }
    else if (tail) verdicts[index] = tailVerdict(blocks, verdicts, index, lexicon)
    else verdicts[index] = middleVerdict(blocks, verdicts, index, lexicon)
  }
}

/** The last paragraph of the article; readers' comments behind a counter do not count. */
function lastOfArticle(
  blocks: readonly Block[],
  verdicts: readonly Verdict[],
  paragraphs: readonly number[],
  lexicon: ZoneLexicon,
): number {
  const last = endBeforeTeasers(blocks, verdicts, paragraphs)
  const counter = verdicts.findLastIndex(
    (verdict, index) =>
      verdict.is === 'boilerplate' &&
      (verdict.kind === 'comment_counter' || verdict.kind === 'comment_form') &&
      index < last,
  )
  if (counter < 0) return last
  const marks = blocks
    .slice(counter)
    .filter((block) => lexicon.commentMarks.has(block.view.toLowerCase())).length
  const before = paragraphs.filter((index) => index < counter)
  const form = verdicts[counter]?.is === 'boilerplate' && marks >= 1
  return (marks >= 2 || form) && before.length >= 3 ? (before.at(-1) ?? last) : last
}

/**
 * The last paragraph before a list of other articles with a sentence or two about each: at the end of the page, under
 * a header, titles and paragraphs take turns. One pair alone may be an inset, with the article going on behind it.
 */
function endBeforeTeasers(
  blocks: readonly Block[],
  verdicts: readonly Verdict[],
  paragraphs: readonly number[],
): number {
  const last = paragraphs.at(-1) ?? -1
  const header = verdicts.findLastIndex(
    (verdict, index) =>
      verdict.is === 'boilerplate' &&
      verdict.header === true &&
      verdict.rule === 'related-header' &&
      index < last,
  )
  if (header < 0) return last
  const behind = paragraphs.filter((index) => index > header)
  const teasers = behind.every((index) => {
    const title = blocks[index - 1]
    const verdict = verdicts[index - 1]
    return title !== undefined && verdict?.is === 'open' && !behind.includes(index - 1)
  })
  const before = paragraphs.filter((index) => index < header)
  return teasers && behind.length >= 2 && before.length >= 2 ? (before.at(-1) ?? last) : last
}

function judgeHead(blocks: readonly Block[], verdicts: Verdict[], first: number, lexicon: ZoneLexicon): void {
  const heads: number[] = []
  for (let index = 0; index < first; index += 1) if (verdicts[index]?.is === 'open') heads.push(index)
  const headline = heads.find((index) => (blocks[index]?.shape.words ?? 0) >= 4)
  for (const index of heads) {
    const block = blocks[index]
    if (block === undefined) continue
    verdicts[index] = headVerdict(block, index, headline, heads, first < blocks.length, lexicon)
  }
  const last = heads.at(-1)
  if (headline !== undefined || last === undefined || verdicts[last] !== category) return
  // "Streit beigelegt" right above who wrote it, or when, is the title of the article.
  const below = verdicts[last + 1]
  const signed = below?.is === 'boilerplate' && (below.kind === 'byline' || below.rule === 'publication-time')
  if (signed && (blocks[last]?.shape.words ?? 0) >= 2) verdicts[last] = { is: 'section', kind: 'headline' }
}

function headVerdict(
  block: Block,
  index: number,
  headline: number | undefined,
  heads: readonly number[],
  followed: boolean,
  lexicon: ZoneLexicon,
): Verdict {
  const { words } = block.shape
  const label = words <= 3 && block.length <= 36 && !block.shape.terminal && !/[„“":–]/.test(block.view)
  if (headline !== undefined) {
    if (index < headline && label) return category
    if (index > headline && label) {
      // "Anna Berg, Nairobi": a name and where it writes from.
      const placed = /^([^,]+), \p{Lu}[\p{L} -]+$/u.exec(block.view)?.[1]
      return isPersonName(block.view, lexicon) || (placed !== undefined && isPersonName(placed, lexicon))
        ? { is: 'boilerplate', kind: 'byline', rule: 'name-below-headline' }
        : category
    }
    return { is: 'section', kind: 'headline' }
  }
  // A text of nothing but short lines keeps them all.
  if (!followed)
    return heads.length === 1 || words >= 2 ? { is: 'section', kind: 'headline' } : { is: 'open' }
  return words <= 2 && label ? category : { is: 'section', kind: 'headline' }
}

/** "Jeden Morgen das Wichtigste in Ihrem Postfach": below a form, what speaks to the reader belongs to it; "Sie" that opens a sentence may be she. */
function addressesReader(block: Block): boolean {
  return (
    block.length <= 300 &&
    !/[„“”"»«]/.test(block.view) &&
    (/(?<![.!?:…]) (?:Sie|Ihnen|Ihre?[mnrs]?|dich|dir|deine?[mnrs]?|euch|eure?[mnrs]?)(?![\p{L}])/u.test(
      block.view,
    ) ||
      /^(?:E-?Mail-?Adresse|Name|Vorname|Nachname|Website|Kommentar)\*?$/.test(block.view))
  )
}

const category: Verdict = { is: 'boilerplate', kind: 'category_label', rule: 'category' }

function middleVerdict(
  blocks: readonly Block[],
  verdicts: readonly Verdict[],
  index: number,
  lexicon: ZoneLexicon,
): Verdict {
  const block = blocks[index]
  if (block === undefined) return { is: 'open' }
  if (isAbbreviation(block))
    return { is: 'boilerplate', kind: 'photo_credit', rule: 'abbreviation-below-caption' }
  if (isNames(block) && hasNamesBeside(blocks, verdicts, index))
    return { is: 'boilerplate', kind: 'ad', rule: 'names-without-verb' }
  const { shape, length, view } = block
  // A quotation of a few words without a stop of its own, alone on its line, heads what follows.
  const quotedHeading = /^[„"“»][^„"“”»«.!?]+[“"”«]$/.test(view) && shape.words <= 10
  if (quotedHeading) return { is: 'section', kind: 'crosshead' }
  if (shape.terminal || shape.quoted || /[:,;]$/.test(view) || /^[-–•*·]|^\d+[.)] /.test(view))
    return { is: 'open' }
  const lower = view.toLowerCase()
  if (lexicon.captionCues.some((cue) => lower.includes(cue))) return { is: 'open' }
  const present = view.split(' ').some((word) => lexicon.presentVerbs.has(word))
  if (shape.words <= 10 && length <= 90 && !(present && shape.words >= 6))
    return { is: 'section', kind: 'crosshead' }
  return { is: 'open' }
}

function tailVerdict(
  blocks: readonly Block[],
  verdicts: readonly Verdict[],
  index: number,
  lexicon: ZoneLexicon,
): Verdict {
  const block = blocks[index]
  if (block === undefined) return { is: 'open' }
  const beside = hasNamesBeside(blocks, verdicts, index)
  if (isAbbreviation(block))
    return { is: 'boilerplate', kind: 'photo_credit', rule: 'abbreviation-below-caption' }
  if (isNames(block)) {
    const direct = verdicts[index - 1]?.is !== 'boilerplate'
    if (!beside && direct && isPersonName(block.view, lexicon))
      return { is: 'boilerplate', kind: 'byline', rule: 'name-below-article' }
    return { is: 'boilerplate', kind: 'ad', rule: 'names-without-verb' }
  }
  if (/^\p{Ll}{2,4}(?:\/\p{Ll}{2,4}){0,3}$/u.test(block.view))
    return { is: 'boilerplate', kind: 'byline', rule: 'initials' }
  if (block.shape.terminal || block.shape.quoted) return { is: 'open' }
  const before = verdicts[index - 1]
  const afterPage = before?.is === 'boilerplate' && before.kind !== 'photo_credit' && before.kind !== 'byline'
  if (afterPage && block.length <= 160)
    return { is: 'boilerplate', kind: 'related_item', rule: 'behind-article' }
  return { is: 'open' }
}

/** "BNG": one short word in capitals. */
function isAbbreviation(block: Block): boolean {
  return /^[([]?\p{Lu}[\p{Lu}\p{N}./-]{1,5}[)\]]?$/u.test(block.view) && block.shape.shouting
}

/** Names and nothing else: no verb, no stop, no sentence. */
function isNames(block: Block): boolean {
  const { shape, length } = block
  return (
    shape.words >= 1 &&
    shape.words <= 7 &&
    length <= 70 &&
    shape.plain === 0 &&
    !shape.terminal &&
    !shape.quoted &&
    !/[:?!]$/.test(block.view)
  )
}

function hasNamesBeside(blocks: readonly Block[], verdicts: readonly Verdict[], index: number): boolean {
  const beside = (at: number) => {
    const block = blocks[at]
    const verdict = verdicts[at]
    if (block === undefined || verdict === undefined) return false
    if (verdict.is === 'boilerplate') return verdict.rule === 'names-without-verb'
    return verdict.is === 'open' && isNames(block)
  }
  return beside(index - 1) || beside(index + 1)
}
