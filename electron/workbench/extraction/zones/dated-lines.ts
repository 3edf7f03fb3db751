import { dateOnLine } from '../metadata/line-dates.ts'
import type { Block } from './blocks.ts'
import type { ZoneLexicon } from './lexicon.ts'
import type { Verdict } from './verdicts.ts'

const longestDatedLine = 140
const mostDates = 3
const clock = /(?<!\d)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?!\d)/giu
const readingTime = /(?<!\d)\d{1,3} ?min(?:uten?|utes?|utos?|\.)?(?!\p{L})/giu
const zoneOffset = /\(?(?:gmt|utc) ?[+-]?\d{0,4}\)?/giu

/**
 * A line that is made of a day and what goes with it on a page: "Mittwoch, 06. Nov 2024", "06.11.2024, 3 Min.
 * Lesezeit", "Anna Berg, Oslo, 6. November 2024". With a person it is a byline, else it says when. Null for lines
 * that say anything more, such as a headline with a date.
 */
export function datedLine(block: Block, lexicon: ZoneLexicon): Verdict | null {
  if (block.length > longestDatedLine || !/\d/.test(block.view)) return null
  let rest = block.view
  let dates = 0
  for (; dates < mostDates; dates += 1) {
    const date = dateOnLine(rest, lexicon.pageMonths, true)
    if (date === null) break
    if (/[\p{L}\p{N}]/u.test(rest.charAt(date.start - 1)) || /\p{L}/u.test(rest.charAt(date.end))) return null
    rest = `${rest.slice(0, date.start)}|${rest.slice(date.end)}`
  }
  if (dates === 0) return null
  rest = rest.replace(clock, '|').replace(zoneOffset, '|').replace(readingTime, '| min |')
  const { leads, links } = lexicon.dateLine
  let led = false
  let linked = false
  let person = false
  let others = 0
  for (const part of rest.split(/[|,;•·–—()[\]/]|(?<=\s|^)-+(?=\s|$)/u)) {
    let names = 0
    for (const written of part.split(/\s+/u)) {
      const word = written.replace(/[.:]+$/u, '')
      const lower = word.toLowerCase()
      if (word === '') continue
      if (leads.has(lower)) led = true
      else if (links.has(lower)) linked = true
      else if (written.endsWith(':')) return null
      else if (/^\p{Lu}/u.test(word)) names += 1
      else if (lexicon.agencies.has(lower)) others += 1
      else if (!(names > 0 || lower === 'von' || lower === 'by') || !lexicon.connectors.has(lower))
        return null
    }
    others += names
    if (names > 4) return null
    person ||= names >= 2
  }
  if (others === 0) return { is: 'boilerplate', kind: 'other', rule: 'publication-time' }
  // "Wahl am 6. November 2024" is no line of the page.
  if (others > 6 || (linked && !led)) return null
  return person
    ? { is: 'boilerplate', kind: 'byline', rule: 'dated-byline' }
    : { is: 'boilerplate', kind: 'other', rule: 'publication-time' }
}
