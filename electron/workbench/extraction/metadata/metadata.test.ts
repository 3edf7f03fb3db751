import { describe, expect, it } from 'vitest'
import type { ArticleMetadata } from '../../../../shared/model/extraction.ts'
import { shippedPrepareLexicon } from '../lexicon-for-tests.ts'
import { prepare } from '../prepare.ts'
import { segmentSection } from '../segment/segment.ts'
import { classifyZones } from '../zones/classify.ts'
import { dateInAddress } from './address-dates.ts'
import { publisherOf } from './lexicon.ts'
import { readMetadata } from './read.ts'

const lexicon = shippedPrepareLexicon()
const lead =
  'Die Außenministerin von Norwegen ist am 3. April zu Gesprächen über Fischerei in Reykjavik eingetroffen.'
const body =
  'Bei dem Treffen ging es nach Angaben beider Delegationen vor allem um Fangquoten und den Schutz der Küsten.'

function metadata(lines: readonly string[], file = 'artikel.txt'): ArticleMetadata {
  const text = lines.join('\n')
  const found = prepare({ text, file }, lexicon).metadata
  for (const value of Object.values(found)) {
    if (value.span !== undefined)
      expect(text.slice(value.span.start, value.span.end)).toBe(value.span.surface)
  }
  return found
}

describe('dates in addresses', () => {
  it.each([
    ['https://beispiel.vn/a-b-185210403140501123.htm', '2021-04-03T14:05:01'],
    ['https://beispiel.vn/a-b-20210403140501123.htm', '2021-04-03T14:05:01'],
    ['https://beispiel.de/2021/04/03/titel', '2021-04-03'],
    ['https://beispiel.de/2021/4/3/titel', '2021-04-03'],
    ['https://beispiel.de/2021-04-03-titel', '2021-04-03'],
    ['https://beispiel.com/2021/apr/03/title', '2021-04-03'],
    ['https://beispiel.de/titel-20210403.html', '2021-04-03'],
    ['https://beispiel.de/2021/04/titel', '2021-04'],
    ['https://beispiel.vn/titel-post316948.html', undefined],
    ['https://beispiel.de/artikel-99123456.html', undefined],
    ['https://beispiel.de/titel-20211345.html', undefined],
    ['https://beispiel.vn/a-185219903140501123.htm', undefined],
  ])('%s', (address, iso) => {
    const date = dateInAddress(address, undefined)
    expect(date?.iso).toBe(iso)
    if (date !== null) expect(address.slice(date.start, date.end)).toMatch(/^\d/)
  })

  it('carry the publisher’s offset where it has one', () => {
    expect(dateInAddress('https://beispiel.vn/a-185210403140501123.htm', '+07:00')?.iso).toBe(
      '2021-04-03T14:05:01+07:00',
    )
  })
})

describe('the page', () => {
  it('names its address, publisher and language', () => {
    const found = metadata([lead, body, 'Quelle: https://www.thanhnien.vn/na-uy-185210403140501123.htm'])
    expect(found.sourceUrl?.value).toBe('https://www.thanhnien.vn/na-uy-185210403140501123.htm')
    expect(found.publisher?.value).toBe('Thanh Niên')
    expect(found.translatedFrom).toMatchObject({ value: 'vi', rule: 'publisher-language' })
    expect(found.publicationDate).toMatchObject({
      value: '2021-04-03T14:05:01+07:00',
      precision: 'second',
      rule: 'url-185',
    })
    expect(found.eventDate).toMatchObject({ value: '2021-04-03', basis: 'derived' })
  })

  it('names an unknown publisher by its domain', () => {
    expect(metadata([lead, body, 'Quelle: www.nordblatt.example.org/artikel']).publisher?.value).toBe(
      'nordblatt.example.org',
    )
  })

  it.each([
    '06-11-2024',
    '06.11.24',
    'Mittwoch, 06. Nov 2024',
    '06 Nov 2024 14:30',
    'Stand: 6.11.2024',
    'Veröffentlicht am 6. November 2024',
    '6 de noviembre de 2024',
    'Publié le 6 novembre 2024',
    'Nov. 6, 2024 2:30 PM',
    'Henrike Lorenz, Oslo, 6. November 2024',
    '06.11.2024, 3 Min. Lesezeit',
  ])('tells its day: %s', (line) => {
    const found = metadata(['Norwegen und Island verhandeln über Fisch', line, lead, body]).publicationDate
    expect(found).toMatchObject({ basis: 'stated', precision: 'day', rule: 'publication-line' })
    expect(found?.value).toBe('2024-11-06')
  })

  it.each([
    ['Henrike Lorenz, Oslo, 6. November 2024', 'Henrike Lorenz'],
    ['06.11.2024 von Henrike Lorenz', 'Henrike Lorenz'],
    ['Von Henrike Lorenz, Reykjavik', 'Henrike Lorenz'],
    ['Autorin: Henrike Lorenz', 'Henrike Lorenz'],
  ])('names its author: %s', (line, author) => {
    expect(metadata(['Norwegen und Island verhandeln über Fisch', line, lead, body]).author?.value).toBe(
      author,
    )
  })

  it('names the author behind the article and the agency in parentheses', () => {
    const found = metadata([lead, body, 'Minh An (laut Reuters)'])
    expect([found.author?.value, found.agency?.value]).toEqual(['Minh An', 'Reuters'])
  })

  it.each([
    [[lead, body, 'Quelle: dpa'], 'dpa'],
    [[lead, body, 'Quelle: Agenturen'], 'Agenturen'],
    [[`Reykjavik (AFP) - ${lead}`, body], 'AFP'],
    [[lead, 'Das Treffen sei laut TASS gut verlaufen, hieß es am Abend aus Kreisen der Delegation.'], 'TASS'],
    [
      [lead, 'Sie las in der Bahn und trank dazu einen Kaffee, bevor sie am Abend nach Hause fuhr.'],
      undefined,
    ],
  ])('names its agency', (lines, agency) => {
    expect(metadata(lines).agency?.value).toBe(agency)
  })

  it.each([
    [`Reykjavik (dpa) - ${lead}`, 'Reykjavik'],
    [`Reykjavik, Island – ${lead}`, 'Reykjavik'],
    [`REYKJAVIK/OSLO – ${lead}`, 'REYKJAVIK/OSLO'],
    [lead, undefined],
    [
      'Norwegen und Island – seit Jahren im Streit – haben am 3. April in Reykjavik eine Erklärung verabschiedet.',
      undefined,
    ],
  ])('names the place line: %s', (line, place) => {
    expect(metadata([line, body]).location?.value).toBe(place)
  })

  it('names title, photo credit, rewriting and translation', () => {
    const found = metadata([
      'Norwegen und Island verhandeln über Fisch',
      lead,
      'Die Ministerin bei ihrer Ankunft. Foto: Nordlicht Agentur',
      body,
      'Aus dem Englischen von Henrike Lorenz',
      'Dieser Text wurde mithilfe künstlicher Intelligenz übersetzt.',
    ])
    expect(found.title?.value).toBe('Norwegen und Island verhandeln über Fisch')
    expect(found.photoCredit?.value).toBe('Nordlicht Agentur')
    expect(found.aiRewritten?.value).toBe(true)
    expect(found.translatedFrom).toMatchObject({ value: 'en', rule: 'translation-note' })
    expect(found.lang?.value).toBe('de')
  })

  it('does not take another language for German', () => {
    expect(
      metadata([
        'The foreign minister of Norway arrived for talks about fishing on Monday and met her colleague there.',
      ]).lang?.value,
    ).toBe('und')
  })
})

describe('the day of publication', () => {
  it('is read from a date line', () => {
    const found = metadata([
      'Norwegen und Island verhandeln',
      'Aktualisiert am 04.04.2021, 15:10 Uhr',
      lead,
      body,
    ])
    expect(found.publicationDate).toMatchObject({
      value: '2021-04-04',
      basis: 'stated',
      rule: 'publication-line',
    })
    expect(found.eventDate?.value).toBe('2021-04-03')
  })

  it('is not before what the article reports: a limit to come is no reported day', () => {
    const found = metadata([
      'Norwegen zieht Schiffe ab',
      'Stand: 04.04.2021, 15:10 Uhr',
      'Norwegen zieht seine Schiffe bis spätestens 15. September ab, wie die Regierung in Oslo erklärte.',
      body,
    ])
    expect(found.publicationDate?.value).toBe('2021-04-04')
    expect(found.eventDate?.value).not.toBe('2021-09-15')
  })

  it('is read from the number of a dpa report', () => {
    expect(
      metadata([lead, body, 'dpa.urn-newsml-dpa-com-20090101-210404-99-123456']).publicationDate,
    ).toMatchObject({ value: '2021-04-04', rule: 'dpa-number' })
  })

  it('is taken from the file’s name last of all', () => {
    expect(metadata([lead, body], '2021-04-05-norwegen.txt').publicationDate).toMatchObject({
      value: '2021-04-05',
      rule: 'file-name',
    })
  })

  it('is the reported day where nothing else is known, and says so', () => {
    const found = metadata([
      'Norwegen und Island haben am 3. April 2021 in Reykjavik über Fischerei gesprochen.',
      body,
    ])
    expect(found.publicationDate).toMatchObject({
      value: '2021-04-03',
      basis: 'inferred',
      note: 'lower bound',
    })
  })

  it('is left out where the text gives no year', () => {
    expect(metadata([lead, body]).publicationDate).toBeUndefined()
  })
})

describe('single functions', () => {
  it('read the metadata alone as they do inside the whole', () => {
    const source = {
      text: [lead, body, 'Quelle: https://beispiel.de/2021/04/03/a'].join('\n'),
      file: 'a.txt',
    }
    const zones = classifyZones(source, lexicon.zones)
    const sentences = zones.sections.flatMap((section) =>
      segmentSection(source.text, section, lexicon.segment),
    )
    expect(readMetadata(source, zones, sentences, lexicon)).toEqual(prepare(source, lexicon).metadata)
  })

  it('find a publisher by its domain and not by a part of another one', () => {
    expect(publisherOf('m.spiegel.de', lexicon.publishers)?.name).toBe('Der Spiegel')
    expect(publisherOf('antispiegel.de', lexicon.publishers)).toBeUndefined()
  })
})
