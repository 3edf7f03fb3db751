import type { ReactNode } from 'react'
import { changeWords, fieldWords, subjectWords, valueWords } from '../../../shared/codebook-words.ts'
import type { CodebookDifference } from '../../../shared/model/codebook-diff.ts'
import { useLocale } from '../../locales/locale.tsx'

/** Differences of two codebooks, one row each: what it is about, the field, before and after. */
export function DifferencesList(props: { readonly differences: readonly CodebookDifference[] }): ReactNode {
  const { t, language } = useLocale()
  if (props.differences.length === 0) return <p className="quiet">{t('codebook.noDifference')}</p>
  return (
    <table className="codebook-differences">
      <thead>
        <tr>
          <th scope="col">{t('codebook.what')}</th>
          <th scope="col">{t('codebook.field')}</th>
          <th scope="col">{t('codebook.before')}</th>
          <th scope="col">{t('codebook.after')}</th>
        </tr>
      </thead>
      <tbody>
        {props.differences.map((difference, at) => {
          const { change, field, before, after } = difference
          return (
            <tr key={at}>
              <th scope="row">{subjectWords(difference, language)}</th>
              <td>
                {change === 'changed' && field !== null
                  ? fieldWords(field, language)
                  : changeWords[change === 'removed' ? 'removed' : 'added'][language]}
              </td>
              <td>{valueWords(before, field, language)}</td>
              <td>{valueWords(after, field, language)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
