import { useState, type ReactNode } from 'react'
import './entities.css'
import { useWindowTitle } from '../../app/status-text.ts'
import { useT } from '../../locales/locale.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ClusterReview } from './cluster-review.tsx'
import { LearnedNames } from './learned-names.tsx'
import { Registry } from './registry.tsx'

const parts = ['list', 'same', 'learned'] as const
type Part = (typeof parts)[number]

/** Who and what the articles speak of: the registry, groups that may be one, and what decisions taught. */
export function EntitiesScreen(props: { readonly entityId: string | null }): ReactNode {
  const t = useT()
  const [part, setPart] = useState<Part>('list')
  useWindowTitle(t('screen.entities'))
  return (
    <Tabs
      label={t('entities.parts')}
      tabs={parts.map((id) => ({ id, label: t(`entities.part.${id}`) }))}
      current={part}
      onChange={setPart}
    >
      {part === 'list' ? <Registry entityId={props.entityId} /> : null}
      {part === 'same' ? <ClusterReview /> : null}
      {part === 'learned' ? <LearnedNames /> : null}
    </Tabs>
  )
}
