import type { ReactNode } from 'react'
import type { Agreement, AgreementFigures } from '../../../shared/model/opinion.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { fieldOrRole, typeName } from './opinion-words.ts'

/** How far two coders agreed on their own: facts by type, fillers by role. */
export function AgreementTables(props: { readonly figures: AgreementFigures }): ReactNode {
  const { figures } = props
  const { t, language } = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  const { both, onlyFirst, onlySecond } = figures.articles
  return (
    <section className="opinions-figures" aria-labelledby="opinions-figures">
      <h2 id="opinions-figures" className="section-title">
        {t('opinion.agreementTitle')}
      </h2>
      <p className="soft">{t('opinion.agreementText')}</p>
      <p className="small quiet numbers">
        {t('opinion.articles', { both, first: onlyFirst, second: onlySecond })}
      </p>
      <table className="opinions-table">
        <caption>{t('opinion.types')}</caption>
        <Head counts />
        <tbody>
          <tr>
            <th scope="row">{t('opinion.allTypes')}</th>
            <Figures of={figures.facts} />
            <td colSpan={3} />
          </tr>
          {figures.types.map((one) => (
            <tr key={one.type}>
              <th scope="row">{typeName(codebook, one.type, language)}</th>
              <Figures of={one} />
              <td>{one.both}</td>
              <td>{one.onlyFirst}</td>
              <td>{one.onlySecond}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {figures.slots.length === 0 ? null : (
        <table className="opinions-table">
          <caption>{t('opinion.slots')}</caption>
          <Head />
          <tbody>
            {figures.slots.map((one) => (
              <tr key={one.role}>
                <th scope="row">{fieldOrRole(codebook, one.role, language, t)}</th>
                <Figures of={one} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Head(props: { readonly counts?: boolean }): ReactNode {
  const { t } = useLocale()
  return (
    <thead>
      <tr>
        <th scope="col">{t('opinion.question')}</th>
        <th scope="col">{t('opinion.units')}</th>
        <th scope="col">{t('opinion.percent')}</th>
        <th scope="col">{t('opinion.kappa')}</th>
        <th scope="col">{t('opinion.alpha')}</th>
        {props.counts === true ? (
          <>
            <th scope="col">{t('opinion.both')}</th>
            <th scope="col">{t('opinion.onlyYou')}</th>
            <th scope="col">{t('opinion.onlyThem')}</th>
          </>
        ) : null}
      </tr>
    </thead>
  )
}

function Figures(props: { readonly of: Agreement }): ReactNode {
  const { units, percent, kappa, alpha } = props.of
  const { format } = useLocale()
  const coefficient = (value: number | null): string =>
    value === null ? '–' : format.number(Math.round(value * 1000) / 1000)
  return (
    <>
      <td>{units}</td>
      <td>{percent === null ? '–' : `${format.number(Math.round(percent * 1000) / 10)} %`}</td>
      <td>{coefficient(kappa)}</td>
      <td>{coefficient(alpha)}</td>
    </>
  )
}
