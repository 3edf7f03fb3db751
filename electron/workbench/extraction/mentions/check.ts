import { tokenize } from '../segment/tokenize.ts'
import { expandForm } from './inflection.ts'
import type { MentionLexicon } from './lexicon.ts'
import { gazetteerEntries, packOf } from './pack.ts'

/** What is wrong with a lexicon beyond its schema, one sentence each; empty when all is well. */
export function checkLexicon(lexicon: MentionLexicon): readonly string[] {
  return [
    ...duplicateIds(lexicon),
    ...references(lexicon),
    ...reachability(lexicon),
    ...offices(lexicon),
    ...names(lexicon),
  ]
}

function* duplicateIds(lexicon: MentionLexicon): Generator<string> {
  const seen = new Set<string>()
  for (const { entry, forms } of gazetteerEntries(lexicon)) {
    if (seen.has(entry.id)) yield `${entry.id}: the id is given twice`
    seen.add(entry.id)
    const unique = new Set(forms)
    if (unique.size !== forms.length) yield `${entry.id}: a form is listed twice`
  }
  const isos = new Set<string>()
  for (const { iso2, iso3 } of lexicon.countries.countries) {
    for (const code of [iso2, iso3]) {
      if (isos.has(code)) yield `country code ${code} is given twice`
      isos.add(code)
    }
  }
  const items = new Map<string, string>()
  for (const { entry } of gazetteerEntries(lexicon)) {
    if (entry.wikidata === undefined) continue
    const other = items.get(entry.wikidata)
    if (other !== undefined) yield `${entry.id}: ${entry.wikidata} is already the item of ${other}`
    items.set(entry.wikidata, entry.id)
  }
}

function* references(lexicon: MentionLexicon): Generator<string> {
  const codes = new Set(lexicon.countries.countries.map((country) => country.iso3))
  const places = new Map(lexicon.places.places.map((place) => [place.id, place]))
  for (const country of lexicon.countries.countries) {
    if (country.capital === undefined) continue
    const capital = places.get(country.capital)
    if (capital === undefined && country.capital !== `place:${country.de.toLowerCase()}`)
      yield `${country.id}: no place ${country.capital}`
    if (capital !== undefined && capital.country !== country.iso3)
      yield `${country.id}: its capital lies in ${capital.country}`
  }
  for (const place of lexicon.places.places)
    if (!codes.has(place.country)) yield `${place.id}: no country ${place.country}`
  for (const body of lexicon.organisations.organisations) {
    if (body.country !== 'IGO' && !codes.has(body.country)) yield `${body.id}: no country ${body.country}`
  }
}

/** Every form must find its own entry, unless a country of the same name goes first ("Singapur"). */
function* reachability(lexicon: MentionLexicon): Generator<string> {
  const pack = packOf(lexicon)
  for (const { entry, forms, adjectives } of gazetteerEntries(lexicon)) {
    let reached = forms.length === 0
    for (const form of forms) {
      for (const variant of expandForm(form)) {
        const tokens = tokenize(variant, { start: 0, end: variant.length })
        const found = pack.phrases.longest(tokens, 0, tokens.length)
        if (found?.to !== tokens.length) yield `${entry.id}: "${variant}" is not found`
        else if (found.value.id === entry.id) reached = true
      }
    }
    const viaAdjective = adjectives.some(
      (adjective) => pack.adjectives.get(`${adjective}e`.toLowerCase())?.id === entry.id,
    )
    if (!reached && !viaAdjective) yield `${entry.id}: none of its forms leads to it`
    for (const adjective of adjectives) {
      if (adjective.startsWith('=')) continue
      if (pack.adjectives.get(`${adjective}e`.toLowerCase()) === undefined)
        yield `${entry.id}: the adjective "${adjective}" is not found`
    }
  }
}

function* offices(lexicon: MentionLexicon): Generator<string> {
  const pack = packOf(lexicon)
  for (const head of lexicon.offices.heads) {
    if (head.m.includes(' ')) yield `office "${head.m}": an office noun is one word`
    const word = head.extra?.[0] ?? head.m.charAt(0).toUpperCase() + head.m.slice(1)
    const found = pack.offices.find(word)
    if (found === undefined && !lexicon.offices.notOffices.includes(word))
      yield `office "${head.m}" is not found as "${word}"`
    else if (found !== undefined && found.head !== head)
      yield `office "${head.m}" is hidden by "${found.head.m}"`
  }
  for (const institution of lexicon.institutions.state) {
    for (const form of institution.forms) {
      const word = form.charAt(0).toUpperCase() + form.slice(1)
      if (!word.includes(' ') && pack.institutions.find(word)?.institution !== institution)
        yield `institution "${form}" is hidden by another entry`
    }
  }
}

function* names(lexicon: MentionLexicon): Generator<string> {
  const cultures = new Set<string>()
  for (const culture of lexicon.names.cultures) {
    if (cultures.has(culture.culture)) yield `names: culture ${culture.culture} is given twice`
    cultures.add(culture.culture)
    for (const list of [culture.male, culture.female, culture.family]) {
      const words = list.split(' ').filter((word) => word !== '')
      if (new Set(words).size !== words.length) yield `names: ${culture.culture} lists a name twice`
      const odd = words.find((word) => !/^[\p{L}\p{M}'’ʼ.-]+$/u.test(word))
      if (odd !== undefined) yield `names: ${culture.culture} lists "${odd}"`
    }
  }
}
