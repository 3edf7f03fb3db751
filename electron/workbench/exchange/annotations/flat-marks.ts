import type { QuotedSpan } from '../../../../shared/model/span.ts'
import type { AnnotationGraph, GraphNode } from './annotation-graph.ts'

/** A mark of one span, for formats whose marks have no parts. */
export interface FlatMark {
  readonly id: string
  readonly node: GraphNode
  readonly span: QuotedSpan
}

export interface FlatArrow {
  readonly from: FlatMark
  readonly role: string
  readonly to: FlatMark
}

/** Marks and arrows of a graph; a mark of several parts becomes several, each reached by the same arrow. */
export function flatMarks(graph: AnnotationGraph): {
  readonly marks: readonly FlatMark[]
  readonly arrows: readonly FlatArrow[]
} {
  const byNode = new Map<string, readonly FlatMark[]>()
  for (const node of graph.nodes) {
    byNode.set(
      node.id,
      node.spans.map((span, part) => ({ id: part === 0 ? node.id : `${node.id}.${String(part + 1)}`, node, span })),
    )
  }
  const arrows = [...graph.edges, ...graph.relations].flatMap(({ from, role, to }) => {
    const [first] = byNode.get(from) ?? []
    return first === undefined ? [] : (byNode.get(to) ?? []).map((mark) => ({ from: first, role, to: mark }))
  })
  return { marks: [...byNode.values()].flat(), arrows }
} // prettier-ignore
