"""A pipeline of spaCy of the same kind as ours, with random weights, on one thread; see benches/language.rs.

First line of standard input: a JSON array of texts. For every further line the texts are analysed once. Each line is answered by one.
"""
import json
import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", BLIS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import spacy  # noqa: E402  (after the number of threads is set)
from spacy.training import Example  # noqa: E402

XPOS = "NN IN DT NNP JJ PRP . RB NNS , VB CC VBD VBP VBZ CD VBN VBG TO MD PRP$ -RRB- -LRB- : WDT WRB HYPH `` '' POS WP RP NNPS UH JJR JJS EX RBR SYM NFP FW GW ADD PDT RBS LS AFX WP$ $".split()
DEPS = "punct case det nsubj amod advmod obj obl nmod conj compound cc mark aux cop advcl nmod:poss xcomp flat acl:relcl ccomp acl appos aux:pass nummod".split()
KINDS = "PERSON ORG GPE LOC NORP FAC EVENT MISC".split()

nlp = spacy.blank("en")
for name in ("tok2vec", "tagger", "morphologizer", "parser", "attribute_ruler", "ner"):
    shared = {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}}}
    nlp.add_pipe(name, config=shared if name in ("tagger", "morphologizer") else {})
for label in XPOS:
    nlp.get_pipe("tagger").add_label(label)
for label in ("POS=NOUN", "POS=VERB", "POS=ADP", "POS=DET", "POS=PROPN"):
    nlp.get_pipe("morphologizer").add_label(label)
for label in DEPS:
    nlp.get_pipe("parser").add_label(label)
for label in KINDS:
    nlp.get_pipe("ner").add_label(label)
doc = nlp.make_doc("Kyiv was quiet .")
nlp.initialize(lambda: [Example.from_dict(doc, {"tags": ["NNP", "VBD", "JJ", "."], "heads": [2, 2, 2, 2], "deps": ["nsubj", "cop", "ROOT", "punct"], "entities": ["U-GPE", "O", "O", "O"]})])

texts = json.loads(sys.stdin.readline())
print("ready", flush=True)
for _ in sys.stdin:
    print(sum(len(doc) for doc in nlp.pipe(texts)), flush=True)
