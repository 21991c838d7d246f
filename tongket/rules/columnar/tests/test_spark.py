"""Spark gives the answers of the scalar engine from the same packs."""

from __future__ import annotations

import pytest

from tongket.rules import load_pack
from tongket.rules.columnar.compiler import compile_pack
from tongket.rules.columnar.program import SPARK
from tongket.rules.columnar.tests import comparing
from tongket.rules.columnar.tests.generated import generated_facts
from tongket.rules.columnar.tests.test_same_answers import VARIANTS

_ONE_CORE = {
    "spark.master": "local[1]",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
}


@pytest.mark.long  # every statement is a job of Spark: minutes for a pack
@pytest.mark.capability(101)
@pytest.mark.parametrize("variant", VARIANTS)
def test_facts_with_gaps_and_ties_have_the_same_outcome_on_spark(
    variant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    from tongket.rules.columnar.spark import assess_with_spark, open_spark

    name, year, layers = VARIANTS[variant]
    pack = load_pack(name, year, layers)
    program, spark = compile_pack(pack, SPARK), open_spark(_ONE_CORE)
    facts = generated_facts(pack, 2, 6, 0.1, 0.2)
    monkeypatch.setattr(
        comparing,
        "assess_columns",
        lambda pack, facts, program: assess_with_spark(pack, facts, program, spark),
    )
    assert comparing.columnar_answer(pack, facts, program) == comparing.scalar_answer(pack, facts)
