import { describe, expect, it } from 'vitest'
import type { ArticleMetadata } from '../../../../shared/model/extraction.ts'
import type { ValueMention } from '../document.ts'
import { shippedPrepareLexicon } from '../lexicon-for-tests.ts'
import { growth, notLinear } from '../linear-for-tests.ts'
import { prepare } from '../prepare.ts'
import { segmentSection } from '../segment/segment.ts'
import { findValues } from './find.ts'

const lexicon = shippedPrepareLexicon()

/** Values of a body text published on Wednesday, 12 June 2024, unless another day or none is given. */
function values(text: string, published: string | null = '2024-06-12'): readonly ValueMention[] {
  const section = { start: 0, end: text.length, surface: text, line: 1, kind: 'lead' as const }
  const metadata: ArticleMetadata =
    published === null
      ? {}
      : { publicationDate: { value: published, basis: 'stated', precision: 'day', rule: 'publication-line' } }
  const found = findValues(
    { text, file: 'a.txt' },
    segmentSection(text, section, lexicon.segment),
    metadata,
    lexicon.values,
  )
  for (const mention of found) expect(text.slice(mention.start, mention.end)).toBe(mention.surface)
  return found
}

/** `surface=value` of the mentions of some types, separated by ` | `. */
function read(text: string, types: readonly string[], published?: string | null): string {
  return values(text, published === undefined ? '2024-06-12' : published)
    .filter((mention) => types.includes(mention.type))
    .map((mention) => {
      const norm = mention.norm ?? {}
      const money = norm.amount === undefined ? undefined : `${String(norm.amount)} ${norm.currency ?? ''}`
      const measure =
        norm.value === undefined
          ? undefined
          : `${norm.comparator ?? ''}${String(norm.value)}${norm.unit === undefined ? '' : ` ${norm.unit}`}`
      return `${mention.surface}=${norm.iso ?? money ?? norm.relative ?? measure ?? norm.timex ?? norm.weekday ?? '?'}`
    })
    .join(' | ')
}

describe('dates that name a day, month or year', () => {
  it.each([
    ['Am 4. März sprachen sie.', '4. März=2024-03-04'],
    ['Am 4. März 2022 sprachen sie.', '4. März 2022=2022-03-04'],
    ['Das Treffen vom 3. bis 5. März 2024 endete.', '3. bis 5. März 2024=2024-03-03/2024-03-05'],
    ['Das Treffen vom 3.–5. März endete.', '3.–5. März=2024-03-03/2024-03-05'],
    ['Das Treffen vom 3. - 5. März endete.', '3. - 5. März=2024-03-03/2024-03-05'],
    ['Am 15. und 16. Mai tagte der Rat.', '15. und 16. Mai=2024-05-15/2024-05-16'],
    ['Am 4. und 9. Mai tagte der Rat.', '4.=2024-05-04 | 9. Mai=2024-05-09'],
    ['Vom 28. April bis 3. Mai reiste sie.', '28. April=2024-04-28 | 3. Mai=2024-05-03'],
    ['Der Vertrag vom 20.06.2023 gilt.', '20.06.2023=2023-06-20'],
    ['Der Vertrag vom 6.5.2023 gilt.', '6.5.2023=2023-05-06'],
    ['Der Vertrag vom 20.06.23 gilt.', '20.06.23=2023-06-20'],
    ['Am 21.05. wurde gewählt.', '21.05.=2024-05-21'],
    ['Stand 2024-06-01 lagen Zahlen vor.', '2024-06-01=2024-06-01'],
    ['Am ersten Mai wurde gefeiert.', 'ersten Mai=2024-05-01'],
    ['Am 15 Mai reiste er ab.', '15 Mai=2024-05-15'],
    ['Am Donnerstag (06.06.2024) kam er an.', 'Donnerstag (06.06.2024)=2024-06-06'],
    ['Am Donnerstag, dem 6. Juni, kam er an.', 'Donnerstag, dem 6. Juni=2024-06-06'],
    ['Am Donnerstag, 6. Juni 2024, kam er an.', 'Donnerstag, 6. Juni 2024=2024-06-06'],
    ['Am Donnerstag (6. Juni) kam er an.', 'Donnerstag (6. Juni)=2024-06-06'],
    ['Von Juni 1994 bis Juni 2004 blieb er.', 'Juni 1994=1994-06 | Juni 2004=2004-06'],
    ['Im März 2023 begann es.', 'März 2023=2023-03'],
    ['Im März begann es.', 'März=2024-03'],
    ['Im September begann es.', 'September=2023-09'],
    ['Im September soll es beginnen.', 'September=2024-09'],
    ['Im März wird gewählt werden.', 'März=2025-03'],
    ['Ende Mai reiste sie ab.', 'Ende Mai=2024-05'],
    ['Anfang 2023 begann es.', 'Anfang 2023=2023'],
    ['Mitte Juni 2023 begann es.', 'Mitte Juni 2023=2023-06'],
    ['Im Jahr 2023 wuchs der Handel.', 'Im Jahr 2023=2023'],
    ['Seit 2014 gelten Sanktionen.', '2014=2014'],
    ['Bis 2040 soll das Land klimaneutral sein.', '2040=2040'],
    ['Er regierte von 1998 bis 2005.', '1998=1998 | 2005=2005'],
    ['Er regierte 1998–2005.', '1998=1998 | 2005=2005'],
    ['1989 fiel die Mauer.', '1989=1989'],
    ['1848 wurde die Stadt zerstört.', '1848=1848'],
    ['Das Haus wurde 1857–1858 gebaut.', '1857=1857 | 1858=1858'],
    ['In den 1990er Jahren wuchs der Handel.', '1990er Jahren=199X'],
    ['In den 90er-Jahren wuchs der Handel.', '90er-Jahren=199X'],
    ['Die Grenze stammt aus dem 19. Jahrhundert.', '19. Jahrhundert=18XX'],
    ['Im ersten Quartal 2024 sank der Absatz.', 'ersten Quartal 2024=2024-01/2024-03'],
    ['Im zweiten Halbjahr 2023 sank der Absatz.', 'zweiten Halbjahr 2023=2023-07/2023-12'],
    ['Im Sommer 2023 trafen sie sich.', 'Sommer 2023=2023-SU'],
    ['Im vergangenen Herbst trafen sie sich.', 'vergangenen Herbst=2023-FA'],
    ['Am Morgen des 4. Juni traf sie ein.', 'Am Morgen des 4. Juni=2024-06-04TMO | 4. Juni=2024-06-04'],
    ['In der Nacht zum Dienstag endete die Sitzung.', 'Nacht zum Dienstag=2024-06-11TNI'],
    ['An Neujahr sprach er.', 'Neujahr=2024-01-01'],
    ['Um 14.30 Uhr begann die Sitzung.', '14.30 Uhr=T14:30'],
    ['Im Januar 2022, kurz vor dem Krieg, reiste er.', 'Januar 2022=2022-01'],
    ['Die Konferenz am 12. und 13. Juli soll Hilfe bringen.', '12. und 13. Juli=2024-07-12/2024-07-13'],
    ['Am 2. Januar wird sie reisen.', '2. Januar=2025-01-02'],
    ['Am 28. Dezember reiste sie.', '28. Dezember=2023-12-28'],
  ])('%s', (text, expected) => {
    expect(read(text, ['DATE'])).toBe(expected)
  })
})

describe('dates counted from the day of speaking', () => {
  it.each([
    ['Am Montag kam er an.', 'Montag=2024-06-10'],
    ['Am Mittwoch kam er an.', 'Mittwoch=2024-06-12'],
    ['Am Montagabend kam er an.', 'Montagabend=2024-06-10TEV'],
    ['Am Freitag soll er eintreffen.', 'Freitag=2024-06-14'],
    ['Am vergangenen Freitag kam er an.', 'vergangenen Freitag=2024-06-07'],
    ['Am kommenden Freitag reist er ab.', 'kommenden Freitag=2024-06-14'],
    ['Am heutigen Mittwoch reist er ab.', 'heutigen Mittwoch=2024-06-12'],
    ['Am gestrigen Dienstag reiste er ab.', 'gestrigen Dienstag=2024-06-11'],
    ['Heute kam er an.', 'Heute=2024-06-12'],
    ['Er kam gestern Abend an.', 'gestern Abend=2024-06-11TEV'],
    ['Er will morgen sprechen.', 'morgen=2024-06-13'],
    ['Vorgestern kam er an.', 'Vorgestern=2024-06-10'],
    ['Er traf sie vor zwei Jahren.', 'vor zwei Jahren=2022'],
    ['Er traf sie vor drei Tagen.', 'vor drei Tagen=2024-06-09'],
    ['Er traf sie vor einem Monat.', 'vor einem Monat=2024-05'],
    ['Er reist in zwei Wochen ab.', 'in zwei Wochen=2024-06-26'],
    ['Im vergangenen Jahr wuchs der Handel.', 'Im vergangenen Jahr=2023'],
    ['In diesem Jahr wächst der Handel.', 'In diesem Jahr=2024'],
    ['Im laufenden Jahr wächst der Handel.', 'Im laufenden Jahr=2024'],
    ['Dieses Jahr wächst der Handel.', 'Dieses Jahr=2024'],
    ['Im nächsten Jahr wird gewählt.', 'Im nächsten Jahr=2025'],
    ['Der kommende Monat wird schwer.', 'Der kommende Monat=2024-07'],
    ['Im vergangenen Monat stieg der Preis.', 'Im vergangenen Monat=2024-05'],
    ['In der vergangenen Woche stieg der Preis.', 'In der vergangenen Woche=2024-W23'],
    ['Kommende Woche tagt der Rat.', 'Kommende Woche=2024-W25'],
    ['Im Vorjahr stieg der Preis.', 'Im Vorjahr=2023'],
    ['Am Wochenende trafen sie sich.', 'Wochenende=2024-06-08/2024-06-09'],
    ['Am Wochenende wollen sie sich treffen.', 'Wochenende=2024-06-15/2024-06-16'],
    ['Vor genau einem Jahr trafen sie sich.', 'Vor genau einem Jahr=2023'],
    ['Vor Wochen trafen sie sich.', 'Vor Wochen=PAST_REF'],
    ['Im Laufe der Woche wird verhandelt.', 'Im Laufe der Woche=2024-W24'],
    ['Anfang kommender Woche wird er reisen.', 'Anfang kommender Woche=2024-W25'],
    ['Seit Anfang des Monats gelten neue Regeln.', 'Anfang des Monats=2024-06'],
    ['Sie müssen binnen 90 Tagen abziehen.', ''],
    ['Ende des Jahres soll es enden.', 'Ende des Jahres=2024'],
    ['Ende nächsten Jahres soll es enden.', 'Ende nächsten Jahres=2025'],
    ['Bis Jahresende soll es enden.', 'Jahresende=2024'],
    ['Im vergangenen November trafen sie sich.', 'vergangenen November=2023-11'],
    ['In den letzten Jahren wuchs der Handel.', 'In den letzten Jahren=PAST_REF'],
    ['In den kommenden drei Jahren wächst der Handel.', 'In den kommenden drei Jahren=P3Y'],
    ['Er wird bald sprechen.', 'bald=FUTURE_REF'],
    ['Vor kurzem sprach er.', 'Vor kurzem=PAST_REF'],
    ['Sie kennen sich seit Jahrzehnten.', 'seit Jahrzehnten=PXDE'],
    ['Sie kennen sich seit zwei Jahren.', 'seit zwei Jahren=P2Y'],
    ['Er kam am 3. Juni. Am Tag darauf ging er.', '3. Juni=2024-06-03 | Am Tag darauf=2024-06-04'],
    ['Er kam am 3. Juni. Zwei Tage später ging er.', '3. Juni=2024-06-03 | Zwei Tage später=2024-06-05'],
    ['Er kam am 3. Juni. Am selben Tag ging er.', '3. Juni=2024-06-03 | Am selben Tag=2024-06-03'],
    ['Er kam am 3. Juni. An demselben Abend ging er.', '3. Juni=2024-06-03 | demselben Abend=2024-06-03'],
    ['Er kam am 3. Juni. Im gleichen Monat ging er.', '3. Juni=2024-06-03 | Im gleichen Monat=2024-06'],
    ['Drei Wochen vor der Wahl trat er ab.', 'Drei Wochen vor=-P3W'],
    ['Die Lage ist damals wie heute schwer.', ''],
  ])('%s', (text, expected) => {
    expect(read(text, ['DATE'])).toBe(expected)
  })

  it.each([
    ['Im März nächsten Jahres wird gewählt.', 'März nächsten Jahres=2025-03'],
    ['Im Herbst des kommenden Jahres wird gewählt.', 'Herbst des kommenden Jahres=2025-FA'],
    ['Am 3. Oktober vergangenen Jahres trafen sie sich.', '3. Oktober vergangenen Jahres=2023-10-03'],
    ['Am 3. Oktober des Vorjahres trafen sie sich.', '3. Oktober des Vorjahres=2023-10-03'],
    ['Am 3. Oktober dieses Jahres soll gewählt werden.', '3. Oktober dieses Jahres=2024-10-03'],
    ['Ende März kommenden Jahres soll gewählt werden.', 'Ende März kommenden Jahres=2025-03'],
  ])('takes the year from the words behind it: %s', (text, expected) => {
    expect(read(text, ['DATE'])).toBe(expected)
  })

  it.each([
    ['Für Donnerstag ist eine Sitzung anberaumt.', 'Donnerstag=2024-06-13'],
    ['Ein weiteres Treffen ist für Montag angesetzt.', 'Montag=2024-06-17'],
    ['Die Gespräche könnten am Samstag beginnen.', 'Samstag=2024-06-15'],
    ['Bis Freitag müssen sie antworten.', 'Freitag=2024-06-14'],
    ['Ab Montag gelten neue Regeln.', 'Montag=2024-06-17'],
    ['Seit Montag gelten neue Regeln.', 'Montag=2024-06-10'],
    ['Am Montag beginnen die Gespräche.', 'Montag=2024-06-17'],
    ['Er soll sie am Montag besucht haben.', 'Montag=2024-06-10'],
    [
      'Sie trafen sich am Freitag, um am Montag weiterzuverhandeln.',
      'Freitag=2024-06-07 | Montag=2024-06-17',
    ],
    [
      'Das Treffen werde am Freitag stattfinden, teilte das Ministerium am Montag mit.',
      'Freitag=2024-06-14 | Montag=2024-06-10',
    ],
    ['Der am Freitag unterzeichnete Vertrag gilt.', 'Freitag=2024-06-07'],
    ['Der am Montag beginnende Gipfel wurde vorbereitet.', 'Montag=2024-06-17'],
    ['Das für Freitag geplante Treffen wurde abgesagt.', 'Freitag=2024-06-14'],
  ])('looks back or ahead by the verb or attribute of the date: %s', (text, expected) => {
    expect(read(text, ['DATE'])).toBe(expected)
  })

  it.each([
    ['Die Frist läuft bis zum 31. März.', '31. März=2025-03-31'],
    ['Die Frist lief bis zum 31. März.', '31. März=2024-03-31'],
    ['Das Abkommen gilt ab 1. Juli.', '1. Juli=2024-07-01'],
    ['Spätestens am 15. Januar müssen sie abziehen.', '15. Januar=2025-01-15'],
    ['Am 3. Oktober trafen sie sich.', '3. Oktober=2023-10-03'],
  ])('sets a limit ahead and what was told behind: %s', (text, expected) => {
    expect(read(text, ['DATE'])).toBe(expected)
  })

  it('keeps the day of the utterance apart from the day it speaks of', () => {
    const text =
      'Das Treffen sei gut verlaufen, sagte die Ministerin am 6. Juni. „Gestern haben wir lange gesprochen“, sagte sie.'
    const [said, held] = values(text).filter((mention) => mention.type === 'DATE')
    expect(said?.norm?.iso).toBe('2024-06-06')
    expect(held?.norm).toMatchObject({ iso: '2024-06-05', anchor: 'statement 2024-06-06', relative: '-P1D' })
  })

  it('counts from the day of the utterance although it is named behind it', () => {
    const text = '„Heute ist ein guter Tag“, sagte die Ministerin am Montag vor der Presse.'
    expect(values(text)[0]?.norm).toMatchObject({ iso: '2024-06-10', anchor: 'statement 2024-06-10' })
  })

  it('says that a day is not known rather than inventing one', () => {
    expect(read('Am Montag kam er an.', ['DATE'], null)).toBe('Montag=Mon')
    expect(read('Am 4. März kam er an.', ['DATE'], null)).toBe('4. März=XXXX-03-04')
    expect(values('Im vergangenen Jahr kam er an.', null)[0]?.norm).toMatchObject({
      basis: 'unknown',
      relative: '-P1Y',
    })
  })
})

describe('the year of a date without one', () => {
  it.each([
    [
      'a complete date in the lead',
      'Am 20.06.2019 trafen sie sich. Am 18. Juni war er in Rom.',
      '20.06.2019=2019-06-20 | 18. Juni=2019-06-18',
    ],
    [
      'an anniversary of a known event with its distance',
      'Am 5. September sagte er, die NATO begehe in diesem Jahr den 70. Jahrestag der Gründung der NATO.',
      '5. September=2019-09-05 | in diesem Jahr=2019',
    ],
    [
      'a past year and an announced month',
      'Am 4. März lobten sie den Handel im Jahr 2016. Im Mai 2017 werden sie den Vertrag feiern.',
      '4. März=2017-03-04 | im Jahr 2016=2016 | Mai 2017=2017-05',
    ],
    [
      'the weekday, after a past year',
      'Am Montag, dem 4. März, trafen sie sich. Im Jahr 2017 waren sie zerstritten.',
      'Montag, dem 4. März=2019-03-04 | Im Jahr 2017=2017',
    ],
  ])('comes from %s', (_rule, text, expected) => {
    expect(read(text, ['DATE'], null)).toBe(expected)
  })

  it('comes from an anniversary even where its distance is not stated, if nothing else tells', () => {
    const text =
      'Am 20. Juni einigten sie sich. Das letzte Paket war zum zweiten Jahrestag des russischen Überfalls auf die Ukraine beschlossen worden.'
    expect(values(text, null)[0]?.norm).toMatchObject({
      iso: '2024-06-20',
      basis: 'derived',
      rule: 'anniversary-undated',
    })
  })

  it('keeps the reading of a lower-ranked rule beside its own', () => {
    const text = 'Am Montag, dem 6. Juni, sprachen sie.'
    expect(values(text)[0]?.norm).toMatchObject({
      iso: '2024-06-06',
      alternatives: [{ iso: '2022-06-06', rule: 'weekday-agreement' }],
    })
  })
})

describe('amounts', () => {
  it.each([
    ['Das Volumen liegt bei 860 Millionen US-Dollar.', 'MONEY', '860 Millionen US-Dollar=860000000 USD'],
    ['Sie zahlten 1,5 Mrd. Euro.', 'MONEY', '1,5 Mrd. Euro=1500000000 EUR'],
    ['Sie zahlten rund 20 Mio. €.', 'MONEY', 'rund 20 Mio. €=20000000 EUR'],
    ['Sie zahlten $50 Millionen.', 'MONEY', '$50 Millionen=50000000 USD'],
    ['Sie zahlten 50€.', 'MONEY', '50€=50 EUR'],
    ['Sie zahlten 2 bis 3 Milliarden Rubel.', 'MONEY', '2 bis 3 Milliarden Rubel=2000000000 RUB'],
    ['Sie zahlten zwei Milliarden Yuan.', 'MONEY', 'zwei Milliarden Yuan=2000000000 CNY'],
    ['Die Leistung beträgt 1.000 Megawatt.', 'QUANT', '1.000 Megawatt=1000 MW'],
    ['Der Anteil stieg um 3,5 Prozent.', 'QUANT', '3,5 Prozent=3.5 %'],
    ['Der Anteil stieg auf über 12 Prozent.', 'QUANT', 'über 12 Prozent=>12 %'],
    ['Die Strecke misst 10 000 Kilometer.', 'QUANT', '10 000 Kilometer=10000 km'],
    ['Es gibt mehr als 40 Direktflüge.', 'QUANT', 'mehr als 40 Direktflüge=>40 Direktflüge'],
    ['Rund 5.000 Soldaten kamen.', 'QUANT', 'Rund 5.000 Soldaten=~5000 Soldaten'],
    ['Mindestens 30 russische Soldaten kamen.', 'QUANT', 'Mindestens 30 russische Soldaten=>=30 Soldaten'],
    ['Eine der 25 größten Städte wächst.', 'NUM', '25=25'],
    ["Sie zahlten 400'000 Franken.", 'MONEY', "400'000 Franken=400000 CHF"],
    ['Der 56-Jährige kam.', 'DURATION', ''],
    ['Artikel 5 gilt.', 'NUM', ''],
    ['Die Resolution 1701 gilt.', 'NUM', ''],
    ['Zwei hohe Beamte kamen.', 'NUM', ''],
    ['Sie begehen den 30. Jahrestag.', 'ORDINAL', '30.=30'],
    ['Es ist sein fünfter Besuch.', 'ORDINAL', 'fünfter=5'],
    ['Es ist ihr erster Besuch.', 'ORDINAL', 'erster=1'],
    ['Der erste stellvertretende Minister kam.', 'ORDINAL', ''],
    ['Der 16. Gipfel begann.', 'ORDINAL', '16.=16'],
    ['Der zweitägige Besuch endete.', 'DURATION', 'zweitägige=P2D'],
    ['Nach einem 24-stündigen Flug kam er an.', 'DURATION', '24-stündigen=PT24H'],
    ['Die Feier galt 33 Jahren Freundschaft.', 'DURATION', '33 Jahren=P33Y'],
    ['Das Abkommen gilt für zehn Jahre.', 'DURATION', 'zehn Jahre=P10Y'],
    ['Nach jahrelangem Streit einigten sie sich.', 'DURATION', 'jahrelangem=PXY'],
    ['Sie sprachen anderthalb Stunden.', 'DURATION', 'anderthalb Stunden=PT1.5H'],
    ['Der jährliche Dialog fand statt.', 'FREQ', 'jährliche=P1Y'],
    ['Sie treffen sich zweimal pro Woche.', 'FREQ', 'zweimal pro Woche=P1W'],
    ['Sie treffen sich alle zwei Jahre.', 'FREQ', 'alle zwei Jahre=P2Y'],
    ['Es gibt 40 Flüge pro Woche.', 'FREQ', 'pro Woche=P1W'],
    ['Sie treffen sich jedes Jahr.', 'FREQ', 'jedes Jahr=P1Y'],
    ['Siehe https://beispiel.de/a.', 'URL', 'https://beispiel.de/a=?'],
  ])('%s', (text, type, expected) => {
    expect(read(text, [type])).toBe(expected)
  })

  it('does not take a sum, a count or a label for a year', () => {
    for (const text of [
      'Sie zahlten 2000 Euro.',
      'Es kamen 1500 Soldaten.',
      'Boeing 1950 flog.',
      'Die Anlage leistet 2024 Megawatt.',
    ]) {
      expect(read(text, ['DATE'])).toBe('')
    }
  })
})

describe('whole articles', () => {
  it('take the year from the address they came from', () => {
    const text = [
      'Am 3. April haben sich die Ministerinnen beider Länder in Oslo zu Gesprächen über Energie getroffen.',
      'Gestern hatten sie bereits mit den Botschaftern gesprochen, wie ein Sprecher der Regierung mitteilte.',
      'Quelle: https://thanhnien.vn/na-uy-va-iceland-185210403140501123.htm',
    ].join('\n')
    const prepared = prepare({ text, file: 'a.txt' }, lexicon)
    expect(prepared.metadata.publicationDate?.value).toBe('2021-04-03T14:05:01+07:00')
    expect(prepared.values.map((value) => value.norm?.iso ?? value.type)).toEqual([
      '2021-04-03',
      '2021-04-02',
      'URL',
    ])
  })

  it.each([
    'Am 4. März 2022, vor zwei Jahren und 33 Tagen, zahlten sie 1,5 Mrd. Euro. ',
    '12 ',
    '4. ',
    'vor ',
    'in den ',
  ])('cost linear time where they repeat %j', (unit) => {
    expect(
      growth(unit, unit.length > 20 ? 300 : 3000, (text) => prepare({ text, file: 'a.txt' }, lexicon)),
    ).toBeLessThan(notLinear)
  })
})
