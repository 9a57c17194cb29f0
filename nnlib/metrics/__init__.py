"""How good predictions of classes are: the classes themselves, the order of the scores, and probabilities."""

from nnlib.metrics._classes import PrecisionRecall, accuracy, confusion_matrix, precision_recall
from nnlib.metrics._scores import average_precision, calibration_error

__all__ = [
    "PrecisionRecall",
    "accuracy",
    "average_precision",
    "calibration_error",
    "confusion_matrix",
    "precision_recall",
]
