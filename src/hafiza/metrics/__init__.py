"""Pure scores: functions of values, with no model, store or clock."""

from hafiza.metrics.answers import abstains as abstains
from hafiza.metrics.answers import bleu_1 as bleu_1
from hafiza.metrics.answers import exact_match as exact_match
from hafiza.metrics.answers import locomo_f1 as locomo_f1
from hafiza.metrics.answers import multi_answer_f1 as multi_answer_f1
from hafiza.metrics.answers import normalize_answer as normalize_answer
from hafiza.metrics.answers import token_f1 as token_f1
from hafiza.metrics.intervals import Interval as Interval
from hafiza.metrics.intervals import bootstrap_interval as bootstrap_interval
from hafiza.metrics.intervals import paired_bootstrap_interval as paired_bootstrap_interval
from hafiza.metrics.likelihood import bits_per_byte as bits_per_byte
from hafiza.metrics.retrieval import Recall as Recall
from hafiza.metrics.retrieval import recall_at_k as recall_at_k

__all__ = [
    "Interval",
    "Recall",
    "abstains",
    "bits_per_byte",
    "bleu_1",
    "bootstrap_interval",
    "exact_match",
    "locomo_f1",
    "multi_answer_f1",
    "normalize_answer",
    "paired_bootstrap_interval",
    "recall_at_k",
    "token_f1",
]
