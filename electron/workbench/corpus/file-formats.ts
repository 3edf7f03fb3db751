/** What a file is by its name. Archives hold files of the other kinds. */
const endings = {
  text: ['.txt', '.text'],
  markdown: ['.md', '.markdown'],
  html: ['.html', '.htm', '.xhtml'],
  mhtml: ['.mhtml', '.mht'],
  mail: ['.eml'],
  mailbox: ['.mbox'],
  pdf: ['.pdf'],
  docx: ['.docx'],
  odt: ['.odt'],
  table: ['.csv', '.tsv'],
  json: ['.json', '.jsonl', '.ndjson'],
  xlsx: ['.xlsx', '.xlsm'],
  zip: ['.zip'],
  tar: ['.tar', '.tar.gz', '.tgz'],
} as const

export type ArticleFormat = keyof typeof endings

const byEnding: ReadonlyMap<string, ArticleFormat> = new Map(
  (Object.keys(endings) as ArticleFormat[]).flatMap((format) =>
    endings[format].map((ending): [string, ArticleFormat] => [ending, format]),
  ),
)

/** The format of a file by the end of its name; null where it is none that is read. */
export function formatOf(name: string): ArticleFormat | null {
  const lower = name.toLowerCase()
  const two = /(\.tar\.gz)$/.exec(lower)?.[1]
  const one = /\.[^./\\]+$/.exec(lower)?.[0]
  return byEnding.get(two ?? one ?? '') ?? null
}

const collections: ReadonlySet<ArticleFormat> = new Set(['mailbox', 'table', 'json', 'xlsx', 'zip', 'tar'])

/** Whether files of the format hold many articles. */
export const isCollection = (format: ArticleFormat): boolean => collections.has(format)

/** Ending under which the bytes of such an article are kept: one document's own format, also where it came in an archive. */
export const endingOf = (format: ArticleFormat): string => endings[format][0]
