import type { ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { FactEditor } from './fact-editor.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { JoinPanel } from './join-panel.tsx'
import { LinkPanel } from './link-panel.tsx'
import { NotePanel } from './note-panel.tsx'
import { useReview } from './review-context.ts'
import { SplitPanel } from './split-panel.tsx'
import { TypePanel } from './type-panel.tsx'

/** What is open for the selected fact, inside its card. */
export function FactPanel(props: { readonly fact: FactView }): ReactNode {
  const { fact } = props
  const { desk } = useReview()
  const panel = desk.panel
  switch (panel?.kind) {
    case 'editor':
      return <FactEditor fact={fact} start={panel.row} />
    case 'type':
      return <TypePanel fact={fact} />
    case 'note':
      return <NotePanel key={fact.id} fact={fact} />
    case 'history':
      return <HistoryPanel fact={fact} />
    case 'split':
      return <SplitPanel key={fact.id} fact={fact} />
    case 'join':
      return <JoinPanel key={fact.id} fact={fact} />
    case 'link':
      return <LinkPanel key={panel.mentionId} mentionId={panel.mentionId} />
    case 'mention':
    case 'mentionType':
    case 'mentionNote':
    case 'articleNote':
    case 'newFact':
    case undefined:
      return null
  }
}
