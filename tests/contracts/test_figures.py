"""The README's figures are those of bench/results."""

from bench.readme import README, with_figures


def test_the_readme_quotes_the_latest_results_and_nothing_else():
    assert with_figures(README.read_text(encoding="utf-8")) == README.read_text(encoding="utf-8")
