import { characterClass, classAt, unitAt } from './characters.ts'

const topLevel = new Set(
  (
    'com org net info biz int gov edu mil eu de at ch fr it es pl cz uk ru ua by kz uz vn cn jp kr kp tw hk th id my sg ph in pk ir iq il tr sa ae eg ' +
    'us ca mx br ar cl co ve cu au nz za ng ke gr cy hr rs hu ro bg md ge am az mn se no fi dk nl be lu li lt lv ee pt ie news media press tv'
  ).split(' '),
)

/** End of a web or mail address that starts at `from`, or -1. Closing punctuation of the sentence is left out. */
export function scanAddress(text: string, from: number, limit: number): number {
  const unit = unitAt(text, from) | 0x20
  if (unit === 0x68 && (text.startsWith('http://', from) || text.startsWith('https://', from)))
    return addressEnd(text, from, limit)
  if (unit === 0x77 && text.startsWith('www.', from)) return addressEnd(text, from, limit)
  return bareDomainEnd(text, from, limit)
}

function addressEnd(text: string, from: number, limit: number): number {
  let end = from
  let brackets = 0
  while (
    end < limit &&
    classAt(text, end) !== characterClass.space &&
    !'<>"„“”«»'.includes(text.charAt(end))
  ) {
    if (text.charAt(end) === '(') brackets += 1
    if (text.charAt(end) === ')') brackets -= 1
    end += 1
  }
  while (end > from) {
    const last = text.charAt(end - 1)
    if (last === ')' && brackets < 0) brackets += 1
    else if (!".,;:!?'’‘]…".includes(last)) break
    end -= 1
  }
  return end
}

/** "thanhnien.vn", "presse@example.org": ASCII labels with a known ending, so that "Welt.Danach" stays two words. */
function bareDomainEnd(text: string, from: number, limit: number): number {
  let at = from
  let label = from
  let stops = 0
  const patience = Math.min(limit, from + 120)
  while (at < patience) {
    const unit = unitAt(text, at)
    const plain =
      (unit >= 0x61 && unit <= 0x7a) ||
      (unit >= 0x30 && unit <= 0x39) ||
      unit === 0x2d ||
      unit === 0x5f ||
      (unit >= 0x41 && unit <= 0x5a)
    if (!plain && unit !== 0x40 && unit !== 0x2e) break
    if (unit === 0x2e) {
      const next = unitAt(text, at + 1)
      if (at === label || at + 1 >= limit || !(next >= 0x61 && next <= 0x7a)) break
      stops += 1
      label = at + 1
    }
    at += 1
  }
  if (stops === 0 || at >= patience + 1) return -1
  if (!topLevel.has(text.slice(label, at))) return -1
  const next = at < limit ? classAt(text, at) : characterClass.space
  if (next === characterClass.letter || next === characterClass.digit) return -1
  // A path may follow; "z.B." and "a.d." never get here because their last label is no ending of a domain.
  if (text.charAt(at) === '/') return addressEnd(text, from, limit)
  return stops > 0 && label - from >= 3 ? at : -1
}
