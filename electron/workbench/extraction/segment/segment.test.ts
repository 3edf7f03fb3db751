import { describe, expect, it } from 'vitest'
import { shippedSegmentLexicon } from '../lexicon-for-tests.ts'
import { growth, notLinear } from '../linear-for-tests.ts'
import { segmentSection } from './segment.ts'
import { tokenize } from './tokenize.ts'

const lexicon = shippedSegmentLexicon()

function segment(text: string) {
  return segmentSection(text, { start: 0, end: text.length, surface: text, line: 1, kind: 'body' }, lexicon)
}

/** A text in which `|` marks where the sentences meet. */
function expectSentences(marked: string): void {
  const text = marked.replaceAll('|', '')
  const expected = marked.split('|').map((part) => part.trim())
  expect(segment(text).map((sentence) => text.slice(sentence.start, sentence.end))).toEqual(expected)
}

describe('sentences', () => {
  it.each([
    ['keeps a day of the month inside', 'Am 12. November reiste sie ab.| Sie kam am 3. Mai zurück.'],
    ['keeps a two-day span inside', 'Das Treffen findet vom 3. bis 5. März statt.| Danach folgt eine Pause.'],
    ['keeps a dash span inside', 'Vom 3. – 5. März tagt der Rat.| Er berät in Bonn.'],
    ['keeps an anniversary inside', 'Beide begingen den 30. Jahrestag der Unterzeichnung.| Es gab Reden.'],
    ['keeps the number of a session inside', 'Die 78. Vollversammlung endete.| Der 16. Gipfel folgt.'],
    ['ends after a year', 'Das Werk entstand 2019. |Danach wurde es erweitert.'],
    ['ends after a number of things', 'Die Zahl stieg auf 40. |Die Regierung schwieg.'],
    ['keeps bzw. inside', 'Die Minister bzw. ihre Stellvertreter kamen. |Alle sprachen.'],
    ['keeps u. a. inside', 'Es ging u. a. um Handel. |Auch Zölle waren Thema.'],
    [
      'keeps d. h. and z. B. inside',
      'Mehrere Länder, d. h. z. B. Peru und Chile, stimmten zu. |Andere nicht.',
    ],
    ['keeps z.B. without a blank inside', 'Er nannte z.B. Öl und Gas. |Mehr nicht.'],
    ['keeps Dr. and Prof. before a name', 'Prof. Dr. Anna Weiler sprach zuerst. |Dr. Behrens folgte.'],
    ['keeps the initial of a name', 'Präsident George W. Bush kam. |Er blieb zwei Tage.'],
    ['tells a platform from an initial', 'Das schrieb er auf der Plattform X. |Paris schwieg dazu.'],
    ['keeps the numeral of a king', 'König Karl III. empfing die Gäste. |Sie blieben kurz.'],
    ['keeps a decimal and thousands', 'Das Volumen liegt bei 1.250,5 Mio. Euro. |Es wächst um 3,5 Prozent.'],
    ['keeps a dotted date', 'Die Sitzung am 20.06.2024 dauerte lange. |Am 21.06. ging es weiter.'],
    ['ends after usw. before a new subject', 'Es ging um Zölle, Steuern usw. |Die Runde endete spät.'],
    ['ends after a question', 'Was folgt daraus? |Niemand weiß es.'],
    [
      'does not end inside a closed parenthesis',
      'Der Plan (s. Anhang. Er ist lang.) wurde angenommen. |Das war alles.',
    ],
    ['goes on behind an ellipsis in parentheses', 'Wir haben Ziele (…) und Wege. |Das genügt.'],
    [
      'ends where translation goes on in lower case',
      'Die Seiten schätzten das Format sehr. |lobte die Ergebnisse.',
    ],
    ['does not end at an unlisted short abbreviation', 'Das Abk. gilt. |Es bleibt in Kraft.'],
    ['ends although a blank stands before the stop', 'Das dient der Welt . |Er dankte allen.'],
    ['keeps a reporting clause behind a quoted question', '„Was nun?“, fragte sie. |Niemand antwortete.'],
    ['parts the sentences inside a quotation', '„Das ist gut. |Wir machen weiter“, sagte er. |Dann ging er.'],
    ['ends behind the closing mark', 'Er sagte: „Wir kommen.“ |Dann schwieg er.'],
    ['reads guillemets', 'Er sagte: »Wir kommen.« |Dann schwieg er.'],
    ['reads straight marks', 'Er sagte: "Wir kommen." |Dann schwieg er.'],
    ['ends after a web address', 'Mehr unter www.beispiel.de. |Die Seite ist neu.'],
    ['keeps one sentence without a stop', 'Ohne jeden Punkt'],
  ])('%s', (_name, marked) => {
    expectSentences(marked)
  })

  it('cuts a stretch without a full stop, so that no stage meets a sentence without end', () => {
    const sentences = segment('wort '.repeat(5000))
    expect(Math.max(...sentences.map((sentence) => sentence.tokens.length))).toBeLessThanOrEqual(400)
  })

  it.each(['wort ', 'x', '„(', '1.', '"a" ', 'a.b.', 'die er, und dass ', '1 000'])(
    'stay linear in a text of nothing but %j',
    (unit) => {
      expect(growth(unit, 6000, segment)).toBeLessThan(notLinear)
    },
  )
})

describe('tokens', () => {
  it.each([
    ['US-Präsident', 'word:US-Präsident'],
    ['Verteidigungs- und Sicherheitspolitik', 'word:Verteidigungs- word:und word:Sicherheitspolitik'],
    ['Abkommen und -projekte', 'word:Abkommen word:und word:-projekte'],
    ['der 24-jährige', 'word:der word:24-jährige'],
    ['die 1990er', 'word:die word:1990er'],
    ['1.000 und 3,5', 'number:1.000 word:und number:3,5'],
    ['10\u202f000 Mann', 'number:10\u202f000 word:Mann'],
    ['am 4. Mai', 'word:am ordinal:4. word:Mai'],
    ['am 20.06.2024', 'word:am number:20.06.2024'],
    ['50 %', 'number:50 punctuation:%'],
    ['u. a.', 'abbreviation:u. abbreviation:a.'],
    ['z.B.', 'abbreviation:z.B.'],
    ['U.S. Navy', 'abbreviation:U.S. word:Navy'],
    ['„gut“', 'quote-open:„ word:gut quote-close:“'],
    ['»gut«', 'quote-open:» word:gut quote-close:«'],
    ['«gut»', 'quote-open:« word:gut quote-close:»'],
    ['"gut"', 'quote-open:" word:gut quote-close:"'],
    ['‚gut‘', 'quote-open:‚ word:gut quote-close:‘'],
    ["Merz' Rede", "word:Merz punctuation:' word:Rede"],
    ['Xi’an', 'word:Xi’an'],
    ['Minister:innen', 'word:Minister:innen'],
    ['Siehe https://beispiel.de/a_b-c?d=1.', 'word:Siehe url:https://beispiel.de/a_b-c?d=1 punctuation:.'],
    ['auf tagesblatt.de steht', 'word:auf url:tagesblatt.de word:steht'],
    ['Welt.Danach', 'word:Welt punctuation:. word:Danach'],
    ['Nguyễn Thị Ánh', 'word:Nguyễn word:Thị word:Ánh'],
    ['Nguyễn', 'word:Nguyễn'],
    ['ja… nein...', 'word:ja punctuation:… word:nein punctuation:...'],
    ['gut 👍 so', 'word:gut punctuation:👍 word:so'],
  ])('reads %s', (text, expected) => {
    const tokens = tokenize(text, { start: 0, end: text.length }, lexicon)
    expect(tokens.map((token) => `${token.kind}:${token.text}`).join(' ')).toBe(expected)
    for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text)
  })
})

describe('quotations', () => {
  it('attaches a quotation to every sentence it runs over', () => {
    const text = '„Das ist gut. Wir machen weiter“, sagte er. Dann ging er.'
    const quotes = segment(text).map((sentence) =>
      sentence.quotes.map((quote) => text.slice(quote.start, quote.end)),
    )
    const whole = '„Das ist gut. Wir machen weiter“'
    expect(quotes).toEqual([[whole], [whole], []])
  })

  it('lets a German quotation that is never closed run to the end of the paragraph', () => {
    const text = '„Das ist gut. Wir machen weiter.'
    expect(segment(text)[1]?.quotes).toEqual([{ start: 0, end: text.length }])
  })

  it('closes a low mark with whatever a translation left', () => {
    for (const text of ['„Gut so", sagte er.', '„Gut so”, sagte er.', '„Gut so“, sagte er.']) {
      expect(segment(text)[0]?.quotes).toEqual([{ start: 0, end: 8 }])
    }
  })
})

/** Clauses as `kind/opener^parent: text`, one per line. */
function clausesOf(text: string): string {
  return segment(text)
    .flatMap((sentence) =>
      sentence.clauses.map((clause) => {
        const from = sentence.tokens[clause.from]?.start ?? 0
        const to = sentence.tokens[clause.to - 1]?.end ?? 0
        const opener = clause.opener === undefined ? '' : `/${clause.opener}`
        return `${clause.kind}${opener}^${String(clause.parent)}: ${text.slice(from, to)}`
      }),
    )
    .join('\n')
}

describe('clauses', () => {
  it.each([
    ['Er sagte, dass der Rat tagt.', 'main^-1: Er sagte,\nsubordinate/dass^0: dass der Rat tagt.'],
    [
      'Der Minister, der aus Bonn kam, sprach zuerst.',
      'main^-1: Der Minister,\nrelative/der^0: der aus Bonn kam,\nmain^0: sprach zuerst.',
    ],
    [
      'Um den Handel zu stärken, reiste sie ab.',
      'infinitive/um^1: Um den Handel zu stärken,\nmain^-1: reiste sie ab.',
    ],
    [
      'Sie einigten sich, die Lage zu prüfen.',
      'main^-1: Sie einigten sich,\ninfinitive^0: die Lage zu prüfen.',
    ],
    [
      'Sie reisten, um den Frieden, den Handel und die Ordnung zu sichern.',
      'main^-1: Sie reisten,\ninfinitive/um^0: um den Frieden, den Handel und die Ordnung zu sichern.',
    ],
    ['Er erklärte, Oslo sei bereit.', 'main^-1: Er erklärte,\nsubordinate^0: Oslo sei bereit.'],
    [
      '„Wir sind heute alle bereit“, sagte sie.',
      'quote^1: „Wir sind heute alle bereit“,\nmain^-1: sagte sie.',
    ],
    [
      'Sie nannte das Gespräch „sehr offen“ und ging.',
      'main^-1: Sie nannte das Gespräch „sehr offen“ und ging.',
    ],
    [
      'Sie betonte, dass er kam, und dass er blieb.',
      'main^-1: Sie betonte,\nsubordinate/dass^0: dass er kam,\nsubordinate/dass^0: und dass er blieb.',
    ],
    [
      'Sie hofften, dass alles endet, und stimmten darin überein.',
      'main^-1: Sie hofften,\nsubordinate/dass^0: dass alles endet,\nmain^0: und stimmten darin überein.',
    ],
    ['Das Treffen (Mai 2020) endete gut.', 'main^-1: Das Treffen (Mai 2020) endete gut.'],
    [
      'Sie sprach mit dem Minister, mit dem sie gereist war.',
      'main^-1: Sie sprach mit dem Minister,\nrelative/dem^0: mit dem sie gereist war.',
    ],
    [
      'Er wird mit Ministerin Weiler, dem Kanzler und dem Präsidenten zusammentreffen.',
      'main^-1: Er wird mit Ministerin Weiler, dem Kanzler und dem Präsidenten zusammentreffen.',
    ],
    ['Während seines Besuchs sprach er.', 'main^-1: Während seines Besuchs sprach er.'],
    ['Er blieb, während sie sprach.', 'main^-1: Er blieb,\nsubordinate/während^0: während sie sprach.'],
  ])('splits: %s', (text, expected) => {
    expect(clausesOf(text)).toBe(expected)
  })

  it('covers every token once and in order', () => {
    const text =
      '„Wenn wir (wie er sagte) bleiben, dann gut“, sagte der Mann, der kam; danach – so heißt es – ging er, um zu essen.'
    for (const sentence of segment(text)) {
      let at = 0
      for (const clause of sentence.clauses) {
        expect(clause.from).toBe(at)
        at = clause.to
      }
      expect(at).toBe(sentence.tokens.length)
    }
  })
})
