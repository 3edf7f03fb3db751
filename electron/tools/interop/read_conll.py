"""Reads CoNLL-2002 files with NLTK's reader and says what it found: sentences, tokens, mentions."""
import sys
from nltk.chunk import conlltags2tree
from nltk.corpus.reader import ConllCorpusReader

# The reader wants a column of parts of speech for its tags in three; ours has words and tags only.
reader = ConllCorpusReader(sys.argv[1], r".*\.conll", columntypes=("words", "pos"), encoding="utf-8")
sentences = [list(sentence) for sentence in reader.tagged_sents()]
mentions = 0
for sentence in sentences:
    tree = conlltags2tree([(word, "X", tag) for word, tag in sentence], strict=True)
    mentions += sum(1 for node in tree if hasattr(node, "label"))
print(len(sentences), sum(len(sentence) for sentence in sentences), mentions)
