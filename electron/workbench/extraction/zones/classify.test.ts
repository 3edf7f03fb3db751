import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { growth, notLinear } from '../linear-for-tests.ts'
import { publisherLexiconSchema } from '../metadata/lexicon.ts'
import { classifyZones } from './classify.ts'
import { compileZoneLexicon, zoneLexiconSchema } from './lexicon.ts'

const lexiconFile = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../resources/lexicon/de/${name}.json`, import.meta.url), 'utf8'))

const lexicon = compileZoneLexicon(
  zoneLexiconSchema.parse(lexiconFile('zones')),
  publisherLexiconSchema.parse(lexiconFile('publishers')),
)

const classify = (text: string, learned: readonly { text: string; kind: string | null }[] = []) =>
  classifyZones({ text, file: 'artikel.txt' }, lexicon, learned)

/** Lines written as `kind| text`; the kind of a section or of boilerplate, `caption+photo_credit` where one line holds both. */
function expectZones(marked: readonly string[]): void {
  const lines = marked.map((line) => {
    const bar = line.indexOf('|')
    return { kind: line.slice(0, bar).trim(), text: line.slice(bar + 1).trim() }
  })
  const text = lines.map((line) => line.text).join('\n')
  const zones = classify(text)
  const found = lines.map((_line, index) => {
    const sections = zones.sections.filter(
      (section) => section.line === index + 1 && section.kind !== 'category',
    )
    const masked = zones.boilerplate.filter((span) => span.line === index + 1)
    return [...sections, ...masked].map((span) => span.kind).join('+')
  })
  expect(found.map((kind, index) => `${kind}| ${lines[index]?.text ?? ''}`)).toEqual(
    lines.map((line) => `${line.kind}| ${line.text}`),
  )
  for (const span of [...zones.sections, ...zones.boilerplate])
    expect(text.slice(span.start, span.end)).toBe(span.surface)
}

const lead =
  'Die Außenministerin von Norwegen ist am Montag zu Gesprächen über Fischerei in Reykjavik eingetroffen.'
const body =
  'Bei dem Treffen ging es nach Angaben beider Delegationen vor allem um Fangquoten und den Schutz der Küsten.'
const more =
  'Eine gemeinsame Erklärung soll am Ende der Woche vorliegen, wie ein Sprecher am Abend mitteilte.'

describe('whole articles', () => {
  it('reads the page of a newspaper with headline, author, caption and the page around it', () => {
    expectZones([
      'ui_button| Startseite',
      'category_label| Ausland',
      'headline| Norwegen und Island verhandeln über Fangquoten',
      'byline| Von Henrike Lorenz, Reykjavik',
      'other| 12. März 2021, 14:05 Uhr',
      'ui_button| Lesezeit: 3 Minuten',
      'social| Teilen',
      'social| Facebook',
      `lead| ${lead}`,
      'caption+photo_credit| Die Ministerin bei ihrer Ankunft am Flughafen. Foto: Nordlicht Agentur',
      `body| ${body}`,
      'ad| Anzeige',
      'crosshead| Streit um die Küsten',
      `body| ${more}`,
      'related_header| Lesen Sie auch',
      'related_item| Was der Streit um den Hering mit der NATO zu tun hat',
      'related_item| Island wählt ein neues Parlament',
      'newsletter| Newsletter bestellen: alle Nachrichten aus dem Norden',
      'comment_counter| 12 Kommentare',
    ])
  })

  it('reads an agency report with its signature', () => {
    expectZones([
      'headline| Treffen in Reykjavik',
      `lead| Reykjavik (dpa) - ${lead}`,
      `body| ${body}`,
      `body| ${more}`,
      'source_line| dpa',
    ])
  })

  it('reads a translated portal with source, author and empty comments', () => {
    expectZones([
      `lead| ${lead}`,
      `body| ${body}`,
      'caption| Die Ministerin begrüßt ihren Amtskollegen Jonas Stein im Hafen von Reykjavik',
      'photo_credit| VNX',
      `body| ${more}`,
      'byline| Minh An (laut Reuters)',
      'source_line| Quelle: https://beispiel.vn/na-uy-va-iceland-185210312140501123.htm',
      'comment_counter| Kommentar (0)',
    ])
  })

  it('reads a page whose footer is longer than its article', () => {
    expectZones([
      'headline| Norwegen und Island verhandeln wieder',
      `lead| ${lead}`,
      `body| ${body}`,
      'ad| Nordwind Reisen',
      'ad| Fischhaus Tromsø',
      'ai_disclaimer| Dieser Text wurde mithilfe künstlicher Intelligenz übersetzt.',
      'category_label| Tags: Norwegen, Island, Fischerei',
      'related_header| Weitere Nachrichten',
      'related_item| Sturm über den Färöern',
      'comment_form| Hinterlasse einen Kommentar',
      'comment_form| Name *',
      'cookie_notice| Wir verwenden Cookies, um diese Seite zu verbessern.',
      'other| © 2021 Nordblatt. Alle Rechte vorbehalten.',
      'ui_button| Nach oben',
    ])
  })

  it('reads a broadcaster’s page with breadcrumb, kicker, teaser and quoted heading', () => {
    expectZones([
      'category_label| Startseite > Ausland > Europa',
      'headline| Streit um den Hering',
      'headline| Norwegen bietet Island neue Quoten an',
      'other| Stand: 12.03.2021 16:23 Uhr',
      'byline| Von Henrike Lorenz, Studio Oslo, zzt. Reykjavik',
      `lead| ${lead}`,
      'caption+photo_credit| Die Ministerin (l.) mit ihrem Amtskollegen am Hafen | dpa',
      `body| ${body}`,
      'crosshead| "Nur so kann es gelingen"',
      `body| ${more}`,
      'ui_button| mehr',
      'related_header| ANALYSE',
      'related_item| Was der Streit mit Europa zu tun hat',
      'other| 09.03.2021',
      `body| ${more}`,
      'source_line| Über dieses Thema berichtete das Nordradio am 12. März 2021 um 09:00 Uhr.',
    ])
  })

  it('reads an Austrian agency report and a portal with glued date and foreign navigation', () => {
    expectZones([
      `lead| OSLO/REYKJAVIK (APA). ${lead}`,
      `body| ${body}`,
      'source_line| (APA/red.)',
      'other| © 2021 Nordblatt',
    ])
    expectZones([
      'headline| Norwegen und Island kündigen gemeinsame Regeln für Fischer an',
      `lead| ${lead}`,
      'other| Nord NewsNord News12/03/2021',
      `body| ${body}`,
      'byline| Minh An/NN.VN (laut Reuters)',
      'category_label| Tag: Norwegen',
      'comment_counter| Kommentar (0)',
      'related_header| Gleiche Kategorie',
      'related_item| Nordlicht über Tromsø',
      'related_header| Gleicher Autor',
      'related_item| Erbe',
      'ui_button| No videos available',
      'related_item| Politik',
    ])
  })

  it('keeps an article of nothing but one line', () => {
    expectZones([`lead| ${lead}`])
  })

  it('puts the lines of a paragraph that was wrapped at a fixed width back together', () => {
    const wrapped = [
      'Die Außenministerin von Norwegen ist am Montag zu Gesprächen über',
      'die Fischerei in Reykjavik eingetroffen, wie die Regierung am Abend',
      'mitteilte. Bei dem Treffen ging es nach Angaben beider Delegationen',
      'vor allem um Fangquoten und den Schutz der Küsten.',
      '',
      'Eine gemeinsame Erklärung soll am Ende der Woche vorliegen, wie ein',
      'Sprecher am Abend mitteilte. Danach reist die Ministerin nach Oslo',
      'zurück und berichtet dort dem Ausschuss des Parlaments über alle',
      'Ergebnisse ihrer Reise.',
    ].join('\n')
    expect(classify(wrapped).sections.map((section) => section.kind)).toEqual(['lead', 'body'])
  })
})

describe('single lines behind an article', () => {
  it.each([
    ['comment_counter', 'Kommentare (12)'],
    ['comment_counter', 'Keine Kommentare'],
    ['comment_form', 'Schreibe einen Kommentar'],
    ['comment_form', 'Ihre E-Mail-Adresse wird nicht veröffentlicht.'],
    ['comment_form', 'Bitte melden Sie sich an, um zu kommentieren'],
    ['ui_button', 'Zurück zum Seitenanfang'],
    ['ui_button', 'Mehr anzeigen'],
    ['ui_button', 'Artikel anhören'],
    ['ui_button', 'Bild 1 von 7'],
    ['ad', '- Werbung -'],
    ['ad', 'Anzeige: Jetzt Probe fahren'],
    ['ai_disclaimer', 'Diese Meldung wurde automatisiert übersetzt.'],
    ['ai_disclaimer', 'Hinweis: Der Beitrag ist mit Hilfe von KI erstellt und redaktionell geprüft.'],
    ['related_header', 'Das könnte Sie auch interessieren'],
    ['related_header', 'Mehr zum Thema'],
    ['related_item', 'Lesen Sie auch: Was in Oslo beschlossen wurde'],
    ['source_line', 'Quelle: dpa'],
    ['source_line', 'Mit Material von AFP'],
    ['source_line', 'https://beispiel.de/artikel-20210312'],
    ['byline', 'Autorin: Henrike Lorenz'],
    ['byline', 'hlo/dpa'],
    ['photo_credit', 'Foto: Nordlicht'],
    ['photo_credit', '© AFP'],
    ['photo_credit', 'Bildquelle: Imago'],
    ['social', 'Auf Facebook teilen'],
    ['social', 'Folgen Sie uns auf Telegram'],
    ['newsletter', 'Melden Sie sich jetzt für unseren Newsletter an'],
    ['cookie_notice', 'Alle Cookies akzeptieren'],
    ['other', 'Aktualisiert am 12.03.2021, 15:10 Uhr'],
    ['category_label', 'Schlagwörter: Norwegen, Island'],
  ])('masks %s: %s', (kind, line) => {
    const zones = classify([lead, body, more, line].join('\n'))
    expect(zones.boilerplate.map((span) => [span.kind, span.surface])).toEqual([[kind, line]])
    expect(zones.sections).toHaveLength(3)
  })
})

describe('lines with a date', () => {
  it.each([
    ['other', '19-11-2024'],
    ['other', '19.11.24'],
    ['other', 'Mittwoch, 06. Nov 2024'],
    ['other', 'Mi, 06.11.2024, 14:30'],
    ['other', '06 Nov 2024 14:30'],
    ['other', '06.11.2024, 3 Min. Lesezeit'],
    ['other', 'Lesezeit: 3 Min. | 06.11.2024'],
    ['other', 'Oslo, 6. November 2024'],
    ['other', 'Miércoles, 6 de noviembre de 2024'],
    ['other', 'Published on 6 November 2024'],
    ['other', 'vor einer Stunde'],
    ['other', 'Vor 25 Min.'],
    ['byline', 'Henrike Lorenz, Oslo, 6. November 2024'],
    ['byline', '06.11.2024 von Henrike Lorenz'],
    ['byline', 'Von Henrike Lorenz | 06.11.2024, 14:30 Uhr'],
  ])('are %s: %s', (kind, line) => {
    const zones = classify(['Norwegen und Island verhandeln über Fisch', line, lead, body].join('\n'))
    expect(zones.boilerplate.map((span) => [span.kind, span.surface])).toEqual([[kind, line]])
  })

  it.each(['Wahl in Island am 6. November 2024 abgesagt', 'Erklärung vom 6. November 2024 im Wortlaut'])(
    'are headlines where they say more: %s',
    (line) => {
      expect(classify([line, lead, body].join('\n')).sections[0]).toMatchObject({
        kind: 'headline',
        surface: line,
      })
    },
  )
})

describe('a headline of two words', () => {
  it.each(['Von Henrike Lorenz', '6. November 2024'])('is known by what stands below it: %s', (below) => {
    const zones = classify(['Ausland', 'Streit beigelegt', below, lead, body].join('\n'))
    expect(
      zones.sections.filter((section) => section.kind === 'headline').map((section) => section.surface),
    ).toEqual(['Streit beigelegt'])
  })
})

describe('pages of foreign portals and what stands at their end', () => {
  it.each([
    ['social', 'Share this article'],
    ['social', 'Compartir'],
    ['social', 'Partager l’article'],
    ['ui_button', 'Leer más'],
    ['ui_button', 'Lire la suite'],
    ['related_header', 'Lire aussi'],
    ['related_header', 'También te puede interesar'],
    ['related_item', 'Lea también: Noruega elige parlamento'],
    ['newsletter', 'Subscribe to our newsletter'],
    ['comment_form', 'Deja un comentario'],
    ['ad', 'Publicidad'],
    ['byline', '(dpa/hl)'],
    ['byline', 'hl/js (AFP, Reuters)'],
    ['byline', '(hlo)'],
    ['byline', 'hlo'],
    ['other', '© 2024 AFP'],
    ['other', '© Nordblatt 2024'],
    ['photo_credit', '© 2024 Jonas Stein/Getty Images'],
    ['photo_credit', 'Foto © 2024 Jonas Stein'],
  ])('masks %s: %s', (kind, line) => {
    const zones = classify([lead, body, more, line].join('\n'))
    expect(zones.boilerplate.map((span) => [span.kind, span.surface])).toEqual([[kind, line]])
  })

  it('masks what speaks to the reader below a form, and teasers of other articles, but not an inset', () => {
    expectZones([
      `lead| ${lead}`,
      `body| ${body}`,
      'newsletter| Newsletter',
      'newsletter| Jeden Morgen das Wichtigste aus dem Norden in Ihrem Postfach.',
      'body| Die Ministerin reist am Abend nach Oslo weiter. Sie spricht dort vor dem Ausschuss.',
      'related_header| Lesen Sie auch',
      'related_item| Sturm über den Färöern',
      `body| ${more}`,
      'related_header| Mehr zum Thema',
      'related_item| Sturm über den Färöern',
      'related_item| Die Fischer auf den Färöern klagen über hohe Wellen und schlechte Sicht.',
      'related_item| Wahl in Island',
      'related_item| In Island wird im Herbst ein neues Parlament gewählt, und der Ausgang ist offen.',
    ])
  })
})

describe('agencies behind a caption', () => {
  it.each([
    ['Die Ministerin am Hafen von Reykjavik. AFP', 'AFP'],
    ['Die Ministerin am Hafen von Reykjavik AFP', 'AFP'],
    ['Die Ministerin am Hafen von Reykjavik picture alliance/dpa', 'picture alliance/dpa'],
    ['Die Ministerin am Hafen von Reykjavik. Jonas Stein/Getty Images', 'Jonas Stein/Getty Images'],
    ['Die Ministerin am Hafen von Reykjavik (Jonas Stein / AFP)', '(Jonas Stein / AFP)'],
  ])('credit the picture: %s', (line, credit) => {
    const zones = classify([lead, line, body].join('\n'))
    expect(zones.boilerplate.map((span) => [span.kind, span.surface])).toEqual([['photo_credit', credit]])
    expect(zones.sections[1]?.kind).toBe('caption')
  })

  it.each(['Die Ministerin sprach mit der Nachrichtenagentur AFP', 'Zwei Schiffe gesunken, meldet Reuters'])(
    'are part of the text behind a verb or noun: %s',
    (line) => {
      expect(classify([lead, line, body].join('\n')).boilerplate).toEqual([])
    },
  )
})

describe('sentences that look like the page around them', () => {
  it.each([
    'Die Quelle des Stroms liegt nach Angaben der Regierung auf dem Gebiet beider Staaten.',
    'Kommentare zu dem Vorfall lehnte das Ministerium am Dienstag ab.',
    'Die Anzeige gegen den Minister wurde von der Staatsanwaltschaft abgewiesen.',
    'Nach Angaben von Reuters soll der Vertrag noch im Mai unterzeichnet werden.',
    'Künstliche Intelligenz war eines der Themen, über die beide Präsidenten sprachen.',
    'Er rief dazu auf, die Ergebnisse des Gipfels mit allen Partnern zu teilen.',
    '„Wir teilen diese Einschätzung“, sagte sie.',
    'Von Oslo aus reist sie weiter nach Kopenhagen.',
    'Das Foto der beiden Präsidenten ging um die Welt.',
  ])('keeps: %s', (sentence) => {
    const zones = classify([lead, sentence, more].join('\n'))
    expect(zones.boilerplate).toEqual([])
    expect(zones.sections.map((section) => section.surface)).toContain(sentence)
  })
})

describe('credits at the end of a line', () => {
  it.each([
    ['Ein Schiff der Küstenwache vor Bergen. (Foto: Nordlicht)', '(Foto: Nordlicht)'],
    ['Ein Schiff der Küstenwache vor Bergen | Bild: Nordlicht/AFP', '| Bild: Nordlicht/AFP'],
    ['Ein Schiff der Küstenwache vor Bergen. © Reuters', '© Reuters'],
    ['Ein Schiff der Küstenwache vor Bergen. Quelle: AP', 'Quelle: AP'],
  ])('parts %s', (line, credit) => {
    const zones = classify([lead, line, body].join('\n'))
    expect(zones.boilerplate.map((span) => [span.kind, span.surface])).toEqual([['photo_credit', credit]])
    expect(zones.sections[1]?.kind).toBe('caption')
  })
})

describe('captions by their shape', () => {
  const known =
    'Präsidentin Ida Holm und Ministerpräsident Jonas Stein haben am 12. März in Bergen über Energie gesprochen.'

  it('knows a sentence that only says again who met whom when', () => {
    const again = 'Präsidentin Ida Holm und Ministerpräsident Jonas Stein am 12. März in Bergen.'
    expect(classify([known, body, again, more].join('\n')).sections[2]?.kind).toBe('caption')
  })

  it('leaves a sentence with news in the body', () => {
    const news = 'Ida Holm kündigte am 13. März eine Reise nach Helsinki und Tallinn an.'
    expect(classify([known, body, news, more].join('\n')).sections[2]?.kind).toBe('body')
  })

  it('leaves a paragraph with the credit of a picture below it in the body', () => {
    const paragraph =
      'Ida Holm hatte das Angebot noch am Vortag abgelehnt und mehr Zeit gefordert. Nun stimmte sie zu. Die Regeln gelten ab Juli, wie ihr Sprecher am Abend vor der Presse sagte.'
    expect(classify([known, paragraph, 'Foto: Nordlicht', more].join('\n')).sections[1]?.kind).toBe('body')
  })

  it('knows the phrases captions use', () => {
    const cue = 'Ida Holm (l.) und Jonas Stein in Bergen'
    expect(classify([known, body, cue, more].join('\n')).sections[2]?.kind).toBe('caption')
  })
})

describe('what the analyst decided', () => {
  it('masks a line decided to be boilerplate and keeps one decided not to be', () => {
    const text = [lead, 'Der Fischfunk sendet täglich um acht.', more, 'Quelle: dpa'].join('\n')
    const zones = classify(text, [
      { text: 'Der Fischfunk sendet täglich um acht.', kind: 'ad' },
      { text: 'Quelle: dpa', kind: null },
    ])
    expect(zones.boilerplate.map((span) => [span.kind, span.rule])).toEqual([['ad', 'learned-line']])
    expect(zones.sections.map((section) => section.surface)).toContain('Quelle: dpa')
  })
})

describe('every line', () => {
  it('is in a section or masked, never lost', () => {
    const lines = [
      'X',
      '!!!',
      '12',
      'Ein Wort',
      lead,
      '…',
      'a b c',
      body,
      '- Punkt eins',
      '- Punkt zwei',
      'ABC',
      more,
      'Hm?',
    ]
    const zones = classify(lines.join('\n\n'))
    const covered = new Set([...zones.sections, ...zones.boilerplate].map((span) => span.line))
    expect([...covered].sort((a, b) => a - b)).toEqual(lines.map((_line, index) => 2 * index + 1))
  })

  it('gives an empty text no zones', () => {
    expect(classify(' \n\n ')).toEqual({ sections: [], boilerplate: [] })
  })

  it.each(['wort ', 'wort\n', '(Foto: ', 'a '.repeat(200) + '\n', '© ', 'Name Name\n', 'Von A B '])(
    'costs linear time in a text of %j',
    (unit) => {
      expect(growth(unit, unit.length > 50 ? 200 : 4000, classify)).toBeLessThan(notLinear)
    },
  )
})

const corpus = new URL('../../../../../shared/corpus/articles/', import.meta.url)
const gold = new URL('../../../../../shared/gold/', import.meta.url)
if (!existsSync(corpus))
  console.warn(
    'zones: the development articles are absent (../shared/corpus/articles), their test is skipped',
  )

describe.skipIf(!existsSync(corpus))('the development articles', () => {
  it('keep their zones', () => {
    for (const name of readdirSync(corpus).filter((file) => file.endsWith('.txt'))) {
      const zones = classify(readFileSync(new URL(name, corpus), 'utf8'))
      const expected = JSON.parse(readFileSync(new URL(name.replace('.txt', '.json'), gold), 'utf8')) as {
        sections: { start: number; kind: string }[]
        boilerplate: { start: number; end: number; kind: string }[]
      }
      expect(zones.boilerplate.map((span) => `${span.start}-${span.end} ${span.kind}`).sort()).toEqual(
        expected.boilerplate.map((span) => `${span.start}-${span.end} ${span.kind}`).sort(),
      )
      expect(zones.sections.map((span) => `${span.start} ${span.kind}`)).toEqual(
        expected.sections.map((span) => `${span.start} ${span.kind}`),
      )
    }
  })
})
