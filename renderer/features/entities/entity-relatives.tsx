import type { ReactNode } from 'react'
import type { EntityView } from '../../../shared/model/views.ts'
import { labelOf } from '../../app/entity-label.ts'
import { routeHash } from '../../app/routes.ts'
import { useProject, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { IconButton } from '../../ui/button.tsx'

const origins = ['gazetteer', 'extraction', 'coder'] as const

/** Who was merged into it, who it is never, and where it came from. */
export function EntityRelatives(props: { readonly entity: EntityView }): ReactNode {
  const { entity } = props
  const store = useStore()
  const { t, language } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const origin = origins.find((one) => one === entity.origin) ?? 'other'
  return (
    <>
      {entity.different.length === 0 ? null : (
        <section className="stack">
          <h2 className="field-label">{t('entity.different')}</h2>
          <ul className="alias-list">
            {entity.different.map(({ entity: other, reason }) => (
              <li key={other.id}>
                <a className="alias-text" href={routeHash({ screen: 'entities', entityId: other.id })}>
                  {labelOf(other, language)}
                </a>
                <span className="quiet small">{reason}</span>
                <IconButton
                  icon="cross"
                  label={t('entity.undistinguish', { name: labelOf(other, language) })}
                  disabled={readOnly}
                  onClick={() =>
                    void store.apply([
                      { type: 'entity.undistinguish', payload: { a: entity.id, b: other.id } },
                    ])
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {entity.merged.length === 0 ? null : (
        <section className="stack">
          <h2 className="field-label">{t('entity.merged')}</h2>
          <p>{entity.merged.map((other) => labelOf(other, language)).join(' · ')}</p>
        </section>
      )}
      <section className="stack">
        <h2 className="field-label">{t('entity.origin')}</h2>
        <p className="soft">
          {entity.origin.startsWith('list:')
            ? t('entity.origin.list', { list: entity.origin.slice(5) })
            : t(`entity.origin.${origin}`, { origin: entity.origin })}
        </p>
      </section>
    </>
  )
}
