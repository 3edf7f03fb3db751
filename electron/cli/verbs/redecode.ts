import { namedEncodings, type NamedEncoding } from '../../../shared/model/library.ts'
import { articleNamed } from '../article-named.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { progress, reportJob } from '../job-report.ts'
import type { Verb } from '../program.ts'
import { table } from '../table.ts'
import { noneOf } from '../usage.ts'
import { withProject } from '../with-project.ts'

interface Options {
  readonly encoding?: string
  readonly author?: string
}

/** `beleg redecode`: an article's bytes in another encoding, as its next version. */
export const redecodeVerb: Verb = {
  usage: 'redecode <project> <article>',
  description: { en: 'read the bytes of an article in another encoding: a new version, to which decisions move by what they quote', de: 'die Bytes eines Artikels in einer anderen Kodierung lesen: eine neue Fassung, zu der Entscheidungen nach ihrem Wortlaut wandern' },
  examples: [
    ['redecode talks.beleg 12', { en: 'the encodings in which article 12 can be read, with its first line in each', de: 'die Kodierungen, in denen sich Artikel 12 lesen lässt, mit seiner ersten Zeile in jeder' }],
    ['redecode talks.beleg brief.txt --encoding iso-8859-15', { en: 'makes the new version and says what it took over', de: 'legt die neue Fassung an und sagt, was sie übernommen hat' }],
  ],
  build: (command, cli) => {
    command
      .option('--encoding <name>', say(cli, { en: `read it so: ${namedEncodings.join(', ')}`, de: `so lesen: ${namedEncodings.join(', ')}` }))
      .option('--author <name>', say(cli, { en: 'name of the coder', de: 'Name der Codiererin oder des Codierers' }))
      .action(async (project: string, article: string, { encoding, author }: Options) => {
        if (encoding === undefined) return listEncodings(cli, project, article)
        const named = namedEncodings.find((one) => one === encoding.toLowerCase())
        if (named === undefined) throw noneOf(encoding, namedEncodings)
        return makeVersion(cli, project, article, named, author === undefined ? {} : { author })
      })
  },
} // prettier-ignore

async function listEncodings(cli: Cli, project: string, article: string): Promise<void> {
  const { current, options } = await withProject(cli, project, { readOnly: true }, async (session) =>
    session.query('articles.encodings', { articleId: await articleNamed(session, article) }),
  )
  if (cli.json) {
    await printJson(cli, { current, options })
    return
  }
  const heads = [
    say(cli, { en: 'encoding', de: 'Kodierung' }),
    '',
    say(cli, { en: 'begins with', de: 'beginnt mit' }),
  ]
  const rows = options.map(({ encoding, lines, same }) => [
    encoding,
    encoding === current
      ? say(cli, { en: 'now', de: 'jetzt' })
      : same
        ? say(cli, { en: 'the same text', de: 'derselbe Text' })
        : '',
    lines,
  ])
  await cli.out(table(heads, rows))
}

async function makeVersion(
  cli: Cli,
  project: string,
  article: string,
  encoding: NamedEncoding,
  coder: { readonly author?: string },
): Promise<void> {
  const shown = progress(cli)
  const job = await withProject(cli, project, coder, async (session) =>
    session.redecode(await articleNamed(session, article), encoding, { ...coder, signal: cli.signal, onJob: shown.onJob }),
  ).finally(shown.end)
  cli.finish(await reportJob(cli, job))
} // prettier-ignore
