import { useState, type ReactNode } from 'react'
import { codebookDifferences } from '../../../shared/model/codebook-diff.ts'
import type { CodebookVersion } from '../../../shared/model/codebook-impact.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Select } from './fields.tsx'
import { DifferencesList } from './differences-list.tsx'

/** Every version with author, time and note, and what lies between any two. */
export function VersionsView(props: { readonly versions: readonly CodebookVersion[] }): ReactNode {
  const { versions } = props
  const { t, tn, format } = useLocale()
  const newest = versions[0]?.number ?? 1
  const [pair, setPair] = useState({ from: Math.max(1, newest - 1), to: newest })
  const from = useQuery('codebook.version', { number: pair.from }).value
  const to = useQuery('codebook.version', { number: pair.to }).value
  const options = versions.map(({ number, version }) => ({
    value: String(number),
    label: t('codebook.numbered', { number, version }),
  }))
  return (
    <div className="codebook-versions" data-pane="" tabIndex={-1} role="region" aria-label={t('codebook.versions')}>
      <ol className="codebook-version-list">
        {versions.map(({ number, version, types, coder, at, note }) => (
          <li key={number}>
            <b>{t('codebook.numbered', { number, version })}</b>{' '}
            <span className="quiet small">
              {[number === 1 ? t('codebook.shipped') : coder, at === null ? null : format.instant(at), tn('codebook.types', types)]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
            {note === null ? null : <p>{note}</p>}
          </li>
        ))}
      </ol>
      <section className="stack">
        <h2 className="codebook-part">{t('codebook.differences')}</h2>
        <div className="codebook-both">
          <Select label={t('codebook.from')} value={String(pair.from)} options={options} disabled={false} onChange={(number) => setPair({ ...pair, from: Number(number) })} />
          <Select label={t('codebook.to')} value={String(pair.to)} options={options} disabled={false} onChange={(number) => setPair({ ...pair, to: Number(number) })} />
        </div>
        {from === undefined || to === undefined ? <p className="quiet">{t('ui.loading')}</p> : <DifferencesList differences={codebookDifferences(from, to)} />}
      </section>
    </div>
  )
} // prettier-ignore
