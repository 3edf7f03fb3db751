import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { zipSync, strToU8, type Zippable } from 'fflate'
import { describe, expect, it } from 'vitest'
import { BelegError } from '../../../../shared/errors.ts'
import { columnSignature } from '../../../../shared/model/library.ts'
import { formatOf } from '../file-formats.ts'
import { readFormat, type FormatAnswer } from './format-task.ts'

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}`, import.meta.url))

function read(name: string, bytes: Uint8Array | string = fixture(name)): Promise<FormatAnswer> {
  const format = formatOf(name)
  if (format === null) throw new Error(name)
  return readFormat({ format, path: name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes })
}

async function refusal(name: string, bytes: Uint8Array | string): Promise<string> {
  try {
    const { unread, documents } = await read(name, bytes)
    return documents.length === 0 ? (unread[0]?.error.code ?? 'nothing') : 'read'
  } catch (error) {
    if (error instanceof BelegError) return error.code
    throw error
  }
}

describe('a saved page', () => {
  it('gives headline, caption and paragraphs, and neither menu nor cookies nor comments', async () => {
    const { documents } = await read('seite.html')
    const [page] = documents
    expect(page?.text).toBe(
      [
        'Lindqvist verhandelt in Kronburg',
        'Von Ada Beispiel',
        'Mara Lindqvist (links) mit Präsident Tesfai in Kronburg',
        'Außenministerin Mara Lindqvist ist am Montag zu Verhandlungen über das Fischereiabkommen nach Kronburg gereist. Präsident Jonas Tesfai empfing sie am Abend in seiner Residenz.',
        'Die Ministerin sprach von „schwierigen, aber ehrlichen“ Gesprächen. Beide Seiten wollen bis Ende Juni einen Entwurf vorlegen, der auch die Zölle regelt und den Streit um die Fangquoten beilegt.',
        'Am Dienstag reist Lindqvist weiter nach Port Alma, wo sie Abgeordnete trifft.',
      ].join('\n\n'),
    )
    expect(page?.fields).toEqual({
      title: 'Lindqvist verhandelt in Kronburg',
      author: 'Ada Beispiel',
      publisher: 'Nordkurier',
      sourceUrl: 'https://nordkurier.example/2024/05/06/lindqvist.html',
      publicationDate: '2024-05-06T18:30:00+02:00',
      lang: 'de',
    })
  })

  it('as a browser writes it into one file gives the same text', async () => {
    const page = (await read('seite.mhtml')).documents[0]
    expect(page?.text).toContain('„schwierigen, aber ehrlichen“ Gesprächen')
    expect(page?.text).not.toMatch(/Cookies|Impressum|Mehr zum Thema|verborgen/)
    expect(page?.fields.sourceUrl).toBe('https://nordkurier.example/2024/05/06/lindqvist.html')
  })

  it('is decoded as it says it is, and as UTF-8 where it is that whatever it says', async () => {
    const page = (charset: string): string => `<meta charset="${charset}"><h1>Титул</h1><p>Министр прибыл в Кронбург и провёл переговоры.</p>` // prettier-ignore
    const koi8 = Buffer.from(
      '<meta charset="koi8-r"><p>\xed\xc9\xce\xc9\xd3\xd4\xd2 \xd0\xd2\xc9\xc2\xd9\xcc</p>',
      'latin1',
    )
    expect((await read('a.html', koi8)).documents[0]?.text).toBe('Министр прибыл')
    expect((await read('a.html', page('iso-8859-1'))).documents[0]?.text).toContain(
      'Министр прибыл в Кронбург',
    )
  })

  it('without an article element is read by its own blocks', async () => {
    const { documents } = await read('a.html', '<body><div>Kurz.<br>Neue Zeile</div><ul><li>eins<li>zwei</ul><table><tr><td>a<td>b</table>') // prettier-ignore
    expect(documents[0]?.text).toBe('Kurz.\nNeue Zeile\n\neins\nzwei\n\na | b')
  })

  it('nested a thousand deep is read, a hundred thousand deep refused at once', async () => {
    const deep = (times: number): string => `${'<div>'.repeat(times)}Tief unten steht ein Satz.`
    expect((await read('deep.html', deep(1000))).documents[0]?.text).toBe('Tief unten steht ein Satz.')
    expect(await refusal('deep.html', deep(100_000))).toBe('file.damaged')
    const flat = '<p>Ein Satz.<ul><li>a<li>b</ul>'.repeat(5000)
    expect((await read('flat.html', flat)).documents[0]?.text.length).toBeGreaterThan(50_000)
  })

  it('shows what looks like markup as the text it is', async () => {
    const { documents } = await read(
      'a.html',
      '<p>Er schrieb &lt;script&gt;alert(1)&lt;/script&gt; an die Tafel.</p>',
    )
    expect(documents[0]?.text).toBe('Er schrieb <script>alert(1)</script> an die Tafel.')
  })
})

describe('mails', () => {
  it('give subject, body, sender and day', async () => {
    const { documents } = await read('kronburg.eml')
    expect(documents[0]?.text).toBe(
      'Lindqvist in Kronburg: Gespräche über Zölle\n\nAußenministerin Mara Lindqvist ist am Montag in Kronburg eingetroffen.\nFrom here on the line begins with a word mailboxes must guard.\n\nSie spricht über 3 Millionen € Zölle.',
    )
    expect(documents[0]?.fields).toEqual({ title: 'Lindqvist in Kronburg: Gespräche über Zölle', author: 'Redaktion Nordkurier', publicationDate: '2024-05-06' }) // prettier-ignore
  })

  it('of a mailbox come one by one, each with its own bytes', async () => {
    const { documents } = await read('zwei.mbox')
    expect(documents.map(({ part }) => part)).toEqual(['1', '2'])
    expect(documents[0]?.text).toContain('\nFrom here on the line')
    expect(documents[1]?.text).toBe('Tesfai sagt Reise ab\n\nPräsident Jonas Tesfai reist nicht nach Kronburg.\n\nEin Termin im Juni bleibt möglich.') // prettier-ignore
    expect(documents.every(({ bytes }) => (bytes?.length ?? 0) > 100)).toBe(true)
  })

  it('with parts in parts without end are given up, not followed', async () => {
    let body = 'Content-Type: text/plain\r\n\r\nTief'
    for (let depth = 0; depth < 400; depth++) {
      body = `Content-Type: multipart/mixed; boundary=b${String(depth)}\r\n\r\n--b${String(depth)}\r\n${body}\r\n--b${String(depth)}--`
    }
    expect(await refusal('bomb.eml', `Subject: x\r\n${body}`)).toBe('file.damaged')
  })
})

describe('a PDF', () => {
  it('in two columns is read column after column, without running heads, with words joined and pages marked', async () => {
    const { documents } = await read('zweispaltig.pdf')
    const text = documents[0]?.text ?? ''
    const numbers = [...text.matchAll(/(?:^|\n)(\d+)\. /g)].map(([, number]) => Number(number))
    expect(numbers).toEqual(Array.from({ length: 24 }, (_, at) => at + 1))
    expect(text.startsWith('Lindqvist verhandelt in Kronburg über Fischerei\n\n1. Außenministerin')).toBe(
      true,
    )
    expect(text).not.toContain('Pressespiegel')
    expect(text.match(/\f/g)).toHaveLength(3)
    expect(text).toContain('Außen- und Sicherheitspolitik')
    expect(text.match(/Unterhändlerinnen und Unterhändler an\./g)).toHaveLength(8)
    expect(documents[0]?.fields.title).toBe('Lindqvist in Kronburg')
  })

  it('that is broken is refused with a reason', async () => {
    const whole = fixture('zweispaltig.pdf')
    expect(await refusal('a.pdf', 'kein PDF')).toBe('file.damaged')
    expect(await refusal('a.pdf', whole.subarray(0, 2000))).toMatch(/^file\.(?:damaged|noText)$/)
  })

  it('whose table sends one to the wrong place is read or refused, and nothing of it goes on unheard', async () => {
    const whole = Buffer.from(fixture('hafen.pdf')).toString('latin1')
    const entries = [...whole.matchAll(/^\d{10}(?= 00000 n)/gm)]
    expect(entries.length).toBeGreaterThan(10)
    for (const { 0: offset, index } of entries) {
      const wrong = String(Number(offset) + 7).padStart(10, '0')
      const spoiled = `${whole.slice(0, index)}${wrong}${whole.slice(index + 10)}`
      expect(await refusal('a.pdf', Buffer.from(spoiled, 'latin1'))).toMatch(
        /^(?:read|file\.(?:damaged|noText))$/,
      )
    }
  })
})

/** What a word processor's files of one text are to give; notes stand behind the text, or at the foot of their page. */
const harbour = [
  'Kronburg und Port Alma schließen Hafenvertrag',
  'Außenministerin Mara Lindqvist und Präsident Jonas Tesfai haben am Dienstag in Kronburg einen Vertrag über die gemeinsame Nutzung des Hafens unterzeichnet. Die Vereinbarung regelt Liegegebühren, Zollabfertigung und Hafensicherheit für die kommenden fünfzehn Jahre.',
  'Die Verhandlungsführerinnen beider Seiten sprachen von einer grundlegenden Wiederannäherung, nachdem die Fischereistreitigkeiten des vergangenen Jahrzehnts die Beziehungen belastet hatten. Lindqvist dankte den Unterhändlern ausdrücklich für ihre Geduld.',
  'Für die Außen- und Sicherheitspolitik des Landes sei der Vertrag ein Wendepunkt, erklärte Tesfai vor Wirtschaftsvertretern. Oppositionsabgeordnete kritisierten dagegen die Geheimhaltungsvereinbarungen und verlangten eine Parlamentsdebatte.',
  'Am Mittwoch reist Lindqvist weiter nach Port Alma. Dort besichtigt sie die Werft und trifft Gewerkschaftsvertreter, die um ihre Arbeitsplätze fürchten.',
  'Hafen | Umschlag in Tonnen\nKronburg | 41 200\nPort Alma | 18 750',
  'Die Zahlen stammen vom Hafenamt.',
]
const harbourNote = 'Der Wortlaut wurde bisher nicht veröffentlicht.'

describe('a text written with LibreOffice', () => {
  it.each(['hafen.odt', 'hafen.docx'])(
    '%s gives its paragraphs whole and rows of its table, without comments, deleted sentences and numbers of notes',
    async (name) => {
      const [document] = (await read(name)).documents
      expect(document?.text).toBe([...harbour, harbourNote].join('\n\n'))
      expect(document?.fields).toEqual({ title: 'Hafenvertrag von Kronburg', author: 'Ada Beispiel', publicationDate: '2024-05-07' }) // prettier-ignore
    },
  )

  it('gives the same as a PDF of two columns with words parted at the ends of lines', async () => {
    const [document] = (await read('hafen.pdf')).documents
    // The note stands at the foot of the first page, the table on the second.
    const pages = [[...harbour.slice(0, 5), harbourNote], harbour.slice(5)]
    expect(document?.text).toBe(pages.map((page) => page.join('\n\n')).join('\n\f\n'))
    expect(document?.fields).toMatchObject({ title: 'Hafenvertrag von Kronburg', author: 'Ada Beispiel' })
  })
})

const officeText = (body: string): Zippable => ({
  'content.xml': strToU8(
    `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
  ),
})

describe('documents of word processors', () => {
  it('give headings and paragraphs of an OpenDocument text, without comments', async () => {
    const odt = zipSync(
      officeText(
        '<text:h>Kronburg</text:h><text:p>Mara<text:s text:c="2"/>Lindqvist<text:line-break/>reist ab.<office:annotation><text:p>Notiz</text:p></office:annotation></text:p><text:p>Grüße &amp; Ende</text:p>',
      ),
    )
    expect((await read('a.odt', odt)).documents[0]?.text).toBe(
      'Kronburg\n\nMara Lindqvist\nreist ab.\n\nGrüße & Ende',
    )
  })

  it('give paragraphs of a Word document and what it says of itself', async () => {
    const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    const docx = zipSync({
      '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
      '_rels/.rels': strToU8('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
      'word/document.xml': strToU8(`<?xml version="1.0"?><w:document ${w}><w:body><w:p><w:r><w:t>Mara Lindqvist</w:t></w:r><w:r><w:t xml:space="preserve"> reist ab.</w:t></w:r></w:p><w:p><w:r><w:t>Zweiter Absatz.</w:t></w:r></w:p></w:body></w:document>`),
      'docProps/core.xml': strToU8('<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Abreise</dc:title><dc:creator>Ada Beispiel</dc:creator><dcterms:created>2024-05-06T10:00:00Z</dcterms:created></cp:coreProperties>'),
    }) // prettier-ignore
    const { documents } = await read('a.docx', docx)
    expect(documents[0]?.text).toBe('Mara Lindqvist reist ab.\n\nZweiter Absatz.')
    expect(documents[0]?.fields).toEqual({
      title: 'Abreise',
      author: 'Ada Beispiel',
      publicationDate: '2024-05-06',
    })
  })

  it('with entities inside entities are refused', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><text:p>&b;</text:p>`
    expect(await refusal('a.odt', zipSync({ 'content.xml': strToU8(laughs) }))).toBe('file.damaged')
  })
})

describe('tables', () => {
  it('of semicolons give an article a row, their columns guessed by name', async () => {
    const { documents } = await read('tabelle.csv')
    expect(documents).toMatchObject([
      {
        part: '1',
        text: 'Erster\n\nMara Lindqvist sprach in Kronburg; sie blieb "vorsichtig".\nDann reiste sie ab.',
        fields: { title: 'Erster', publicationDate: '2024-05-06' },
      },
    ])
  })

  it('of records give an article a record, in a list, in an object, or one a line', async () => {
    const records = [{ headline: 'A', content: 'Ein Text.', source: { name: 'Nordkurier' } }, { headline: 'B', content: 'Noch ein Text.' }] // prettier-ignore
    for (const [name, text] of [
      ['a.json', JSON.stringify(records)],
      ['b.json', JSON.stringify({ total: 2, articles: records })],
      ['c.jsonl', records.map((one) => JSON.stringify(one)).join('\n')],
    ] as const) {
      const { documents } = await read(name, text)
      expect(
        documents.map((one) => one.text),
        name,
      ).toEqual(['A\n\nEin Text.', 'B\n\nNoch ein Text.'])
      expect(documents[0]?.fields.publisher, name).toBe('Nordkurier')
    }
  })

  it('without a column of texts, with a million columns, or broken are refused with a reason', async () => {
    expect(await refusal('a.csv', 'a,b\n1,2\n3,4\n')).toBe('table.noText')
    expect(await refusal('a.csv', `${'x,'.repeat(1_000_000)}\n1\n`)).toBe('table.tooWide')
    expect(await refusal('a.json', '{"a": [')).toBe('file.damaged')
  })
})

describe('archives', () => {
  it('of Info-ZIP and GNU tar give the articles inside, each under its path', async () => {
    const zip = await read('archiv.zip')
    expect(zip.documents.map(({ part }) => part)).toEqual(['kronburg.eml', 'tabelle.csv#1', 'text.txt'])
    const tar = await read('archiv.tar.gz')
    expect(tar.documents.map(({ part, text }) => [part, text.length > 10])).toEqual([['kronburg.eml', true], ['text.txt', true]]) // prettier-ignore
  })

  it('with names that lead outside keep those shut and give the others', async () => {
    const zip = zipSync({ '../raus.txt': strToU8('Raus'), '/wurzel.txt': strToU8('Wurzel'), 'gut.txt': strToU8('Guter Artikel.') }) // prettier-ignore
    const { documents, unread } = await read('a.zip', zip)
    expect(documents.map(({ part }) => part)).toEqual(['gut.txt'])
    expect(unread.map(({ part, error }) => [part, error.code])).toEqual([['../raus.txt', 'archive.unsafe'], ['/wurzel.txt', 'archive.unsafe']]) // prettier-ignore
  })

  it('that unpack without measure stop at the limit of one member, and give the others', async () => {
    const bomb = zipSync({
      'bombe.txt': new Uint8Array(60 * 1024 * 1024),
      'gut.txt': strToU8('Guter Artikel.'),
    })
    expect(bomb.length).toBeLessThan(200_000)
    const { documents, unread } = await read('a.zip', bomb)
    expect(documents.map(({ part }) => part)).toEqual(['gut.txt'])
    expect(unread).toMatchObject([{ part: 'bombe.txt', error: { code: 'archive.tooLarge' } }])
  })

  it('whose members are larger than they say are not believed', async () => {
    const zip = zipSync({ 'luege.txt': new Uint8Array(1_000_000) })
    const bytes = Buffer.from(zip)
    // Both places where the unpacked size is written (APPNOTE 4.3.7 and 4.3.12) now say ten bytes.
    const central = bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    bytes.writeUInt32LE(10, central + 24)
    bytes.writeUInt32LE(10, 22)
    expect(await refusal('a.zip', bytes)).toBe('file.damaged')
  })

  it('whose members are not the bytes that were packed say so, and give the others', async () => {
    const zip = zipSync({ 'falsch.txt': strToU8('Am Montag kam Anna.'), 'gut.txt': strToU8('Guter Artikel.') }, { level: 0 })
    const bytes = Buffer.from(zip)
    bytes.write('Dienstag', bytes.indexOf('Montag'))
    const { documents, unread } = await read('a.zip', bytes)
    expect(documents.map(({ part }) => part)).toEqual(['gut.txt'])
    expect(unread).toMatchObject([{ part: 'falsch.txt', error: { code: 'file.damaged' } }])
  }) // prettier-ignore

  it('inside archives stay closed and are named', async () => {
    const { unread } = await read('a.zip', zipSync({ 'innen.zip': zipSync({ 'a.txt': strToU8('a') }) }))
    expect(unread).toMatchObject([{ part: 'innen.zip', error: { code: 'file.kind' } }])
  })

  it('that are broken say so', async () => {
    expect(await refusal('a.zip', 'PK')).toBe('file.damaged')
    expect(await refusal('a.tar.gz', gzipSync('kein tar')).catch(() => 'threw')).toMatch(
      /file\.damaged|nothing/,
    )
    expect(await refusal('a.tar.gz', fixture('archiv.tar.gz').subarray(0, 100))).toMatch(
      /file\.damaged|nothing/,
    )
  })
})

describe('a workbook', () => {
  it.each([
    ['mappe-openpyxl.xlsx', undefined],
    ['mappe-calc.xlsx', 'Nordkurier'],
  ])(
    '%s gives an article for each row, with days as days and formulas as their values',
    async (name, publisher) => {
      const { documents, unread } = await read(name)
      expect(documents.map(({ part }) => part)).toEqual(['k-17', 'k-18'])
      expect(documents[0]?.text).toBe(
        'Lindqvist in Kronburg\n\nAußenministerin Mara Lindqvist ist am Montag nach Kronburg gereist. Präsident Jonas Tesfai empfing sie am Abend in seiner Residenz.\nAm Dienstag reist sie weiter nach Port Alma.',
      )
      expect(documents.map(({ fields }) => [fields.publicationDate, fields.publisher])).toEqual([
        ['2024-05-06', publisher],
        ['2024-05-07T18:30:00', 'Abendblatt'],
      ])
      expect(unread.map(({ part, error }) => [part, error.code])).toEqual([['3', 'file.empty']])
    },
  )

  const sheet = (rows: string, extra: Zippable = {}): Uint8Array =>
    zipSync({
      'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>'),
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
      ...extra,
    }) // prettier-ignore
  const inline = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><r><t>${text.slice(0, 3)}</t></r><r><t>${text.slice(3)}</t></r><rPh><t>lesung</t></rPh></is></c>` // prettier-ignore

  it('joins rich text written into the cell itself and leaves readings out', async () => {
    const words = 'Der Hafen von Port Alma bleibt gesperrt. '.repeat(4).trim()
    const { documents } = await read('a.xlsx', sheet(`<row r="1">${inline('A1', 'Titel')}${inline('C1', 'Text')}</row><row r="2">${inline('A2', 'Hafen')}${inline('C2', words)}</row>`)) // prettier-ignore
    expect(documents[0]?.text).toBe(`Hafen\n\n${words}`)
  })

  it('that is damaged, too wide, a bomb or nested without end is refused with its reason', async () => {
    expect(await refusal('a.xlsx', 'no zip')).toBe('file.damaged')
    expect(await refusal('a.xlsx', zipSync({ 'x.txt': strToU8('x') }))).toBe('file.damaged')
    expect(await refusal('a.xlsx', sheet('<row><c r="ZZZ1"><v>1</v></c></row>'))).toBe('table.tooWide')
    expect(await refusal('a.xlsx', sheet('<row>'))).toBe('file.damaged')
    expect(await refusal('a.xlsx', sheet('<a>'.repeat(500)))).toBe('file.damaged')
    expect(await refusal('a.xlsx', sheet(''))).toBe('file.empty')
    expect(await refusal('a.xlsx', sheet(`<row>${inline('A1', 'Nur ein Wort')}</row><row>${inline('A2', 'und noch eins')}</row>`))).toBe('table.noText') // prettier-ignore
    expect(await refusal('a.xlsx', sheet('<row><c><v>&lol;</v></c></row>'))).toBe('file.damaged')
  })
})

describe('what columns hold', () => {
  const table = 'Nr;Kopf;Rumpf;Wann\n7;Hafen gesperrt;"Der Hafen bleibt zu.";2024-05-07\n'
  const bytes = Buffer.from(table)
  const mapping = { Nr: 'id', Kopf: 'title', Rumpf: 'text', Wann: 'publicationDate' } as const

  it('is what somebody said, else what the project remembers of just these columns, else what their names tell', async () => {
    const ask = { format: 'table', path: 'a.csv', bytes } as const
    await expect(readFormat(ask)).rejects.toMatchObject({ code: 'table.noText' })
    const told = await readFormat({ ...ask, how: { mapping: { ...mapping, Fehlt: 'author' } } })
    expect(told.documents).toMatchObject([{ part: '7', text: 'Hafen gesperrt\n\nDer Hafen bleibt zu.', fields: { publicationDate: '2024-05-07' } }]) // prettier-ignore
    const remembered = { [columnSignature(['Nr', 'Kopf', 'Rumpf', 'Wann'])]: mapping }
    expect((await readFormat({ ...ask, how: { remembered } })).documents).toEqual(told.documents)
    expect((await readFormat({ ...ask, how: { head: true } })).head).toMatchObject({ from: 'unknown', total: 1, columns: ['Nr', 'Kopf', 'Rumpf', 'Wann'] }) // prettier-ignore
    expect((await readFormat({ ...ask, how: { head: true, remembered } })).head).toMatchObject({ from: 'remembered', mapping }) // prettier-ignore
  })

  it('are decoded as somebody says they are', async () => {
    const cyrillic = Buffer.from('text\n'.concat('x')).subarray(0, 5)
    const body = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])
    const ask = { format: 'table', path: 'a.csv', bytes: Buffer.concat([cyrillic, body]) } as const
    expect((await readFormat({ ...ask, how: { encoding: 'windows-1251' } })).documents[0]).toMatchObject({ text: 'Привет', encoding: 'windows-1251' }) // prettier-ignore
    await expect(readFormat({ ...ask, how: { encoding: 'utf-8' } })).rejects.toMatchObject({ code: 'file.notText' }) // prettier-ignore
  })
})
