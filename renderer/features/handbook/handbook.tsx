import { useRef, useState, type ReactNode } from 'react'
import './handbook.css'
import { KeyTable } from '../../app/key-sheet.tsx'
import type { Route } from '../../app/routes.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Dialog } from '../../ui/index.ts'
import { chapterIds, chapterOf, chapterSource, pictureUrl, type ChapterId } from './chapters.ts'
import { readChapter, wordsOf, type Block, type Piece } from './markdown.ts'
import { searchChapters } from './search.ts'

/** The handbook: it opens at what belongs to the screen, and is searched without a network. */
export function Handbook(props: { readonly route: Route; readonly onClose: () => void }): ReactNode {
  const { t, tn, language } = useLocale()
  const [chapter, setChapter] = useState<ChapterId>(chapterOf(props.route))
  const [query, setQuery] = useState('')
  const page = useRef<HTMLDivElement>(null)
  const sources = chapterIds.map((id) => ({ id, source: chapterSource(language, id) }))
  const found = searchChapters(
    sources.map(({ id, source }) => ({ id, words: wordsOf(source) })),
    query,
  )
  const open = (id: ChapterId): void => {
    setChapter(id)
    page.current?.scrollTo({ top: 0 })
    page.current?.focus()
  }
  const title = (source: string): string => /^# (.*)$/m.exec(source)?.[1] ?? ''
  return (
    <Dialog title={t('handbook.title')} onClose={props.onClose} size="full">
      <div className="hb">
        <nav className="hb-side" aria-label={t('handbook.chapters')}>
          <input
            type="search"
            className="input"
            aria-label={t('handbook.search')}
            placeholder={t('handbook.search')}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              const [first] = found
              if (event.key === 'Enter' && first !== undefined) open(first.id)
            }}
          />
          {found.length === 0 ? <p className="soft">{t('handbook.none')}</p> : null}
          <ol className="hb-chapters">
            {found.map(({ id, hits, snippet }) => (
              <li key={id}>
                <button
                  type="button"
                  className="hb-chapter"
                  aria-current={id === chapter ? 'page' : undefined}
                  onClick={() => open(id)}
                >
                  {title(chapterSource(language, id))}
                  {hits === 0 ? null : (
                    <span className="hb-hit">
                      {tn('handbook.hits', hits)} · {snippet}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <div ref={page} className="hb-page" tabIndex={0} data-autofocus="" role="region" aria-label={title(chapterSource(language, chapter))}>
          {readChapter(chapterSource(language, chapter)).map((block, index) => (
            <BlockView key={index} block={block} />
          ))}
        </div>
      </div>
    </Dialog>
  )
} // prettier-ignore

function Words(props: { readonly pieces: readonly Piece[] }): ReactNode {
  return props.pieces.map(({ look, text }, index) =>
    look === 'strong' ? (
      <b key={index}>{text}</b>
    ) : look === 'code' ? (
      <code key={index}>{text}</code>
    ) : (
      <span key={index}>{text}</span>
    ),
  )
}

function BlockView(props: { readonly block: Block }): ReactNode {
  const { block } = props
  switch (block.kind) {
    case 'title':
      return (
        <h3 className="hb-title">
          <Words pieces={block.pieces} />
        </h3>
      )
    case 'heading':
      return (
        <h4 className="hb-heading">
          <Words pieces={block.pieces} />
        </h4>
      )
    case 'text':
      return (
        <p>
          <Words pieces={block.pieces} />
        </p>
      )
    case 'list':
    case 'steps': {
      const entries = block.lines.map((pieces, index) => (
        <li key={index}>
          <Words pieces={pieces} />
        </li>
      ))
      return block.kind === 'list' ? (
        <ul className="hb-list">{entries}</ul>
      ) : (
        <ol className="hb-list">{entries}</ol>
      )
    }
    case 'table':
      return (
        <table className="hb-table">
          <thead>
            <tr>
              {block.head.map((cell, index) => (
                <th key={index} scope="col">
                  <Words pieces={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>
                    <Words pieces={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'picture': {
      const url = pictureUrl(block.file)
      return url === undefined ? null : <img className="hb-picture" src={url} alt={block.words} />
    }
    case 'filled':
      return block.by === 'keys' ? <KeyTable /> : <CodebookTypes />
  }
}

/** The fact types of the codebook in use, with what each means and takes. */
function CodebookTypes(): ReactNode {
  const { language } = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  return (
    <dl className="hb-types">
      {codebook?.factTypes.map((type) => (
        <div key={type.id}>
          <dt>{type.label[language]}</dt>
          <dd>
            {type.definition[language]}{' '}
            <span className="soft">{type.slots.map((slot) => slot.label[language]).join(', ')}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
