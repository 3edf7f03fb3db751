import { useState, type ReactNode } from 'react'
import type { ChannelInput } from '../../../shared/contract/index.ts'
import type { EntityView } from '../../../shared/model/views.ts'
import { routeHash } from '../../app/routes.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'

const orders = ['article', 'date', 'source', 'words', 'left', 'right'] as const
type Order = NonNullable<ChannelInput<'entities.concordance'>['order']>
const step = 100

/** Every mention in its sentence, the words under one another; a click opens the article with the mention selected. */
export function Concordance(props: { readonly entity: EntityView }): ReactNode {
  const { t, tn, format } = useLocale()
  const [order, setOrder] = useState<Order>('article')
  const [limit, setLimit] = useState(step)
  const found = useQuery('entities.concordance', { entityId: props.entity.id, order, limit }, { keep: true }).value
  if (found === undefined || found.total === 0) return null
  return (
    <section className="stack">
      <div className="concordance-head">
        <h2 className="field-label">
          {t('entity.concordance')} · {tn('entity.mentions', found.total)}
        </h2>
        <select
          className="select"
          aria-label={t('entity.concordance.order')}
          value={order}
          onChange={(event) => setOrder(orders.find((one) => one === event.currentTarget.value) ?? 'article')}
        >
          {orders.map((one) => (
            <option key={one} value={one}>
              {t(`entity.concordance.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <ol className="concordance">
        {found.rows.map((row) => (
          <li key={row.mentionId}>
            <a
              className="concordance-line"
              href={routeHash({ screen: 'review', articleId: row.articleId, factId: null, mentionId: row.mentionId })}
              title={t('entity.concordance.jump', { title: row.title })}
            >
              <span className="concordance-left">
                <bdi>{row.left}</bdi>
              </span>
              <mark className="concordance-words" data-state={row.state}>
                {row.words}
              </mark>
              <span className="concordance-right">{row.right}</span>
            </a>
            <span className="quiet small concordance-place">
              {[row.source, row.published === null ? null : format.date(row.published.slice(0, 10))]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ol>
      {found.total > found.rows.length ? (
        <div>
          <Button look="quiet" onClick={() => setLimit(limit + 5 * step)}>
            {t('entity.moreFacts', { count: found.total - found.rows.length })}
          </Button>
        </div>
      ) : null}
    </section>
  )
} // prettier-ignore
