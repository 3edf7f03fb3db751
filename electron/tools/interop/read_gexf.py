"""Reads a graph with networkx: nodes and edges."""
import sys
import networkx

graph = networkx.read_gexf(sys.argv[1])
print(graph.number_of_nodes(), graph.number_of_edges())
