import { sharedCount, shinglesOf } from '../../corpus/families/shingles.ts'
import { jaccard } from '../../corpus/families/grouping.ts'
import { exists, type Reading } from '../rows.ts'
import { isOldVersion, newestOf } from './version-chain.ts'

/** What tells a publication: where it came from, and what it says of itself. */
export interface Publication {
  readonly source: string
  readonly name: string
  readonly textSha256: string
  readonly url: string | null
  readonly title: string | null
  readonly publisher: string | null
  readonly published: string | null
  /** An article it is another version of, whatever else it says. */
  readonly versionOf?: string | undefined
}

interface EarlierVersion {
  readonly articleId: string
  readonly version: number
  readonly sameText: boolean
}

/** A correction keeps some of the words: one that shares next to none under the same headline is another article. */
const leastShared = 0.05

/**
 * The article of which this is the same publication again: the same file, the same address, or the same headline of the
 * same publisher on the same day. With the same text it is there already, else this is its next version. Null where it
 * is new. What stands under an address, or under a headline, must also share some of its words.
 */
export function earlierVersion(
  db: Reading,
  publication: Publication,
  textOf: (sha256: string) => string,
): EarlierVersion | null {
  const { source, name, textSha256, url, versionOf } = publication
  const find = (where: string, params: readonly string[]): Found | undefined =>
    db.get(
      `SELECT id, version, text_sha256, url FROM article WHERE ${where} ORDER BY version DESC, ordinal DESC LIMIT 1`,
      params,
      (row) => ({
        id: row.text('id'),
        version: row.integer('version'),
        sha: row.text('text_sha256'),
        url: row.textOrNull('url'),
      }),
    )
  if (versionOf !== undefined) return told(find('id = ?', [newestOf(db, versionOf)]), textSha256)
  const same = find('text_sha256 = ? AND (source = ? OR source_name = ?)', [textSha256, source, name])
  if (same !== undefined) return told(same, textSha256)
  const ofSource = find('source = ?', [source])
  // Two addresses are two publications, whatever the file is called.
  if (ofSource !== undefined && (url === null || ofSource.url === null || ofSource.url === url))
    return told(ofSource, textSha256)
  const now = `NOT ${isOldVersion('article.id')}`
  const known =
    (isOwnAddress(url) ? find(`url = ? AND ${now}`, [url]) : undefined) ??
    sameHeadline(find, publication, now)
  if (known === undefined) return null
  return known.sha === textSha256 || shareWords(textOf(known.sha), textOf(textSha256))
    ? told(known, textSha256)
    : null
}

interface Found {
  readonly id: string
  readonly version: number
  readonly sha: string
  readonly url: string | null
}

const told = (found: Found | undefined, textSha256: string): EarlierVersion | null =>
  found === undefined
    ? null
    : { articleId: found.id, version: found.version, sameText: found.sha === textSha256 }

/** An address of one page: "https://example.org/" is that of every article of the house. */
function isOwnAddress(url: string | null): url is string {
  if (url === null) return false
  const [, path = ''] = /^(?:https?:\/\/)?[^/]+(\/.*)?$/u.exec(url) ?? []
  return path.length > 8
}

function sameHeadline(
  find: (where: string, params: readonly string[]) => Found | undefined,
  { title, publisher, published, url }: Publication,
  now: string,
): Found | undefined {
  if (title === null || publisher === null || published === null || title.length < 12) return undefined
  const found = find(`publisher = ? AND published >= ? AND published < ? AND title = ? AND ${now}`, [
    publisher,
    published.slice(0, 10),
    `${published.slice(0, 10)}~`,
    title,
  ])
  return found !== undefined && found.url !== null && url !== null && found.url !== url ? undefined : found
}

function shareWords(a: string, b: string): boolean {
  const [one, other] = [shinglesOf(a), shinglesOf(b)]
  return jaccard({ shared: sharedCount(one, other), sizeA: one.length, sizeB: other.length }) >= leastShared
}

/** Whether a text is in the project already, under whatever article. */
export const textIsKnown = (db: Reading, textSha256: string): boolean =>
  exists(db, 'SELECT 1 FROM article WHERE text_sha256 = ?', [textSha256])
